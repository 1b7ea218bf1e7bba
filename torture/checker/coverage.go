package main

import (
	"context"
	"database/sql"
)

// counted is how far the newest revision of each article is covered, as its row
// says and as its sentences, claims and waivers say. A sentence lies in a claim
// that is not withdrawn, or stands letter by letter in a waiver that nobody
// took back, the last of which counts; sentences that are alike but not the
// same are none of the load's.
const counted = `
WITH sentences AS (
  SELECT a.id AS article, r.id AS revision, r.text, value ->> 'start' AS first, value ->> 'end' AS past
  FROM articles a JOIN revisions r ON r.id = a.revision_id, json_each(r.sentences)
  WHERE value ->> 'checkable'
), covers AS (
  SELECT article,
    EXISTS (SELECT 1 FROM claims c WHERE c.revision_id = s.revision AND c.article_id = s.article AND c.state <> 'withdrawn'
      AND c.outcome NOT IN ('ambiguous', 'lost') AND c.span_start < s.past AND c.span_end > s.first) AS claimed,
    (SELECT kind FROM waivers w WHERE w.article_id = s.article AND w.ended_at IS NULL
      AND w.sentence = substr(s.text, s.first + 1, s.past - s.first) ORDER BY w.id DESC LIMIT 1) AS waived
  FROM sentences s
)
SELECT a.id, a.checkable, a.uncovered, a.unchecked, count(c.article),
  count(*) FILTER (WHERE NOT claimed AND coalesce(waived, 'left unchecked') = 'left unchecked'),
  count(*) FILTER (WHERE NOT claimed AND waived = 'left unchecked')
FROM articles a LEFT JOIN covers c ON c.article = a.id GROUP BY a.id`

// coverage checks that what an article says of its coverage was counted in
// every act that changed it.
func (f *file) coverage(ctx context.Context) error {
	return f.each(ctx, counted, func(rows *sql.Rows) error {
		var article int64
		var says, is [3]int
		if err := rows.Scan(&article, &says[0], &says[1], &says[2], &is[0], &is[1], &is[2]); err != nil {
			return err
		}
		if says != is {
			f.wrong("articles %d: of its sentences %d are checkable, %d uncovered and %d left unchecked, and it says %d, %d and %d",
				article, is[0], is[1], is[2], says[0], says[1], says[2])
		}
		return nil
	})
}

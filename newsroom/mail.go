package newsroom

import (
	"context"
	"slices"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// The manner of mail addresses.
const (
	mailLinks     = 5              // that one person may have sent in a day
	mailLinksFor  = 24 * time.Hour // which is that day
	mailLinkLasts = 48 * time.Hour // a link that confirms an address
)

// SetMailAddress makes an address where the actor will get mail, and has a link
// sent there. Nothing else goes there before somebody followed it. The trail says
// that there is an address, and not which. Errors: apperr.BadMail, TooManyLinks.
func (n *Newsroom) SetMailAddress(ctx context.Context, by By, address string) error {
	if !models.ValidMailAddress(address) {
		return apperr.BadMail.With().On("mail_address")
	}
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		was, err := a.MailAddress(ctx, a.actor.ID)
		if err != nil {
			return 0, err
		}
		is := models.MailAddress{UserID: a.actor.ID, Address: address, AskedAt: a.now, Asks: was.Asks + 1, AsksFrom: was.AsksFrom}
		if a.now-was.AsksFrom >= models.Instant(mailLinksFor.Milliseconds()) {
			is.Asks, is.AsksFrom = 1, a.now
		}
		if is.Asks > mailLinks {
			return 0, apperr.TooManyLinks.With(mailLinks).On("mail_address")
		}
		if is.Secret, err = n.Salt(); err != nil {
			return 0, err
		}
		if err := a.Tx.SetMailAddress(ctx, is); err != nil {
			return 0, err
		}
		a.record("user.mail-address", models.SubjectUser, a.actor.ID, models.Change{Field: "mail", From: mailWord(was), To: mailWord(is)})
		a.wakes = true
		return a.actor.ID, a.QueueMail(ctx, &models.Mail{UserID: a.actor.ID, Kind: models.MailConfirm, CreatedAt: a.now})
	})
	return err
}

// mailWord is how it stands with an address, without it.
func mailWord(m models.MailAddress) string {
	switch {
	case m.Address == "":
		return ""
	case m.ConfirmedAt == 0:
		return "to be confirmed"
	case m.StoppedAt != 0:
		return "stopped"
	}
	return "confirmed"
}

// ClearMailAddress forgets where the actor gets mail. It fails with
// apperr.NoMailAddress.
func (n *Newsroom) ClearMailAddress(ctx context.Context, by By) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) { return a.actor.ID, a.clearMail(ctx, a.actor.ID) })
	return err
}

// ClearMailOf forgets where a user gets mail, by an admin, who neither reads nor
// sets an address. It fails with apperr.NoMailAddress.
func (n *Newsroom) ClearMailOf(ctx context.Context, by By, t UserTarget) error {
	_, err := n.manage(ctx, by, t.ID, func(ctx context.Context, a *act) (models.ID, error) {
		u, err := a.userAt(ctx, t)
		if err != nil {
			return 0, err
		}
		return u.ID, a.clearMail(ctx, u.ID)
	})
	return err
}

// clearMail empties the row of an address: the links that were asked for today
// go on to count.
func (a *act) clearMail(ctx context.Context, user models.ID) error {
	was, err := a.MailAddress(ctx, user)
	if err != nil {
		return err
	}
	if was.Address == "" {
		return apperr.NoMailAddress.With()
	}
	a.record("user.mail-address", models.SubjectUser, user, models.Change{Field: "mail", From: mailWord(was)})
	is := was
	is.Address, is.ConfirmedAt, is.StoppedAt = "", 0, 0
	return a.Tx.SetMailAddress(ctx, is)
}

// ResumeMail has mail go to the actor's address again, after a link in a mail
// ended it. It fails with apperr.NoMailAddress.
func (n *Newsroom) ResumeMail(ctx context.Context, by By) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		was, err := a.MailAddress(ctx, a.actor.ID)
		if err != nil {
			return 0, err
		}
		if was.StoppedAt == 0 {
			return 0, apperr.NoMailAddress.With()
		}
		is := was
		is.StoppedAt = 0
		a.record("user.mail-address", models.SubjectUser, a.actor.ID, models.Change{Field: "mail", From: mailWord(was), To: mailWord(is)})
		return a.actor.ID, a.Tx.SetMailAddress(ctx, is)
	})
	return err
}

// ChooseNotices makes how the actor gets notices by mail what was chosen; a kind
// that is not there goes as it does for everybody. It fails with
// apperr.UnknownChoice.
func (n *Newsroom) ChooseNotices(ctx context.Context, by By, chosen map[models.NoticeKind]models.Mailing) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		had, err := a.NoticeChoices(ctx, []models.ID{a.actor.ID})
		if err != nil {
			return 0, err
		}
		var rows []models.NoticeChoice
		var changes []models.Change
		for _, k := range models.NoticeKinds {
			was, is := models.DefaultMailing(k), models.DefaultMailing(k)
			if i := slices.IndexFunc(had, func(c models.NoticeChoice) bool { return c.Kind == k }); i >= 0 {
				was = had[i].Mail
			}
			if how, ok := chosen[k]; ok {
				is = how
			}
			if !slices.Contains(models.Mailings, is) {
				return 0, apperr.UnknownChoice.With(is, "when it is mailed").On(string(k))
			}
			rows = append(rows, models.NoticeChoice{UserID: a.actor.ID, Kind: k, Mail: is})
			if was != is {
				changes = append(changes, models.Change{Field: "notices", From: string(k) + ": " + string(was), To: string(k) + ": " + string(is)})
			}
		}
		if len(changes) == 0 {
			return a.actor.ID, nil
		}
		a.record("user.notices", models.SubjectUser, a.actor.ID, joined(changes))
		return a.actor.ID, a.SetNoticeChoices(ctx, a.actor.ID, rows)
	})
	return err
}

// joined is several changes of one field as one.
func joined(changes []models.Change) models.Change {
	all := changes[0]
	for _, c := range changes[1:] {
		all.From, all.To = all.From+", "+c.From, all.To+", "+c.To
	}
	return all
}

// MailHolder returns whose address a link in a mail is about. It changes nothing:
// programs open links before people do. It fails with apperr.MailLinkGone, alike
// for a link that never was, one of an address that is not theirs any more, and
// one that ran out.
func (n *Newsroom) MailHolder(ctx context.Context, purpose, token string) (models.MailAddress, error) {
	return n.mailHolder(ctx, n.DB.Queries(), purpose, token)
}

func (n *Newsroom) mailHolder(ctx context.Context, q store.Queries, purpose, token string) (models.MailAddress, error) {
	at, err := q.MailAddress(ctx, models.TokenUser(token))
	late := purpose == models.LinkConfirms && at.ConfirmedAt == 0 && n.Now().Sub(at.AskedAt.Time()) >= mailLinkLasts
	if err == nil && (!at.Signed(purpose, token) || late) {
		err = apperr.MailLinkGone.With()
	}
	return at, err
}

// ConfirmMail has mail go to the address to which a link was sent. It fails with
// apperr.MailLinkGone.
func (n *Newsroom) ConfirmMail(ctx context.Context, token, requestID string) error {
	return n.byMailLink(ctx, models.LinkConfirms, token, requestID, func(at *models.MailAddress, now models.Instant) {
		if at.ConfirmedAt == 0 {
			at.ConfirmedAt = now
		}
	})
}

// StopMail ends all mail to the address to which the one with the link went, until
// whoever it is of has it go on. It fails with apperr.MailLinkGone.
func (n *Newsroom) StopMail(ctx context.Context, token, requestID string) error {
	return n.byMailLink(ctx, models.LinkStops, token, requestID, func(at *models.MailAddress, now models.Instant) {
		if at.StoppedAt == 0 {
			at.StoppedAt = now
		}
	})
}

// byMailLink changes an address for whoever has a link that went there, signed in
// or not. Once more it does nothing.
func (n *Newsroom) byMailLink(ctx context.Context, purpose, token, requestID string, change func(*models.MailAddress, models.Instant)) error {
	return n.uncrossed(ctx, func(tx store.Tx) error {
		u, err := tx.LockUser(ctx, models.TokenUser(token))
		if apperr.KindOf(err) == apperr.NotFound && err != nil || err == nil && !u.Active() {
			return apperr.MailLinkGone.With()
		}
		if err != nil {
			return err
		}
		was, err := n.mailHolder(ctx, tx.Queries, purpose, token)
		if err != nil {
			return err
		}
		a := &act{Tx: tx, house: n, actor: u, now: models.At(n.Now()), by: By{UserID: u.ID, RequestID: requestID}}
		is := was
		change(&is, a.now)
		if mailWord(is) == mailWord(was) {
			return nil
		}
		if err := tx.SetMailAddress(ctx, is); err != nil {
			return err
		}
		a.record("user.mail-address", models.SubjectUser, u.ID, models.Change{Field: "mail", From: mailWord(was), To: mailWord(is)})
		return a.finish(ctx)
	})
}

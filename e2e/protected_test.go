package e2e

import (
	"strings"
	"testing"

	"example.org/tickmark/testkit"
)

// pastes pastes a picture of a few pixels into the page, as from the clipboard.
const pastes = `document.createElement("canvas").toBlob(picture => {
	const data = new DataTransfer();
	data.items.add(new File([picture], "image.png", { type: "image/png" }));
	document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}) ?? true`

func TestAPastedScreenshotBecomesASource(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.open("/articles/1/sources/new")
	p.fill("[name=title]", "What the page looked like")
	look[bool](p, pastes)
	p.until(`document.querySelector("input[type=file]").files.length === 1`)
	if name := look[string](p, `document.querySelector("input[type=file]").files[0].name`); !strings.HasPrefix(name, "Screenshot ") || !strings.HasSuffix(name, ".png") {
		t.Errorf("the field of the file holds %q", name)
	}
	p.sees("Pasted: Screenshot")
	p.follow("main form [type=submit]")
	p.sees("The source is added.", "What the page looked like", "What is kept of it")
}

// TestAProtectedSourceComesInAndIsReadByItsKeeper goes the whole way of one, with
// and without scripts, and looks at its pages in every shape.
func TestAProtectedSourceComesInAndIsReadByItsKeeper(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := demoSite(t)
		p := s.person(t, "clara", append(opts, testkit.Expecting(422, 404))...)
		p.open("/articles/1/sources/new")
		p.reveal("[name=protected]")
		p.click("[name=protected]")
		p.fill("[name=pseudonym]", "Heron")
		p.fill("[name=keeper_note]", "Only in the morning.")
		p.chooses("letter.txt", "A letter\n\nThe lock was closed at noon.")
		if got := p.follow("main form [type=submit]"); got != 422 {
			t.Fatalf("without a name it answers %d", got)
		}
		p.sees("The real name is missing", "choose it again")
		p.fill("[name=real_name]", "Ida Quill")
		p.chooses("letter.txt", "A letter\n\nThe lock was closed at noon.")
		p.follow("main form [type=submit]")
		p.sees("The source is added.", "Heron", "Protected")
		p.misses("Ida Quill")
		p.follow(`a[href$="/name"]`)
		where := p.path()
		p.misses("Ida Quill")
		p.sees("One keeper only is left")
		p.follow("[name=show]")
		if name := look[string](p, `document.querySelector("[name=real_name]").value`); name != "Ida Quill" {
			t.Errorf("its keeper reads %q", name)
		}
		p.everyShape()
		if got := s.person(t, "edda", append(opts, testkit.Expecting(404))...).open(where); got != 404 {
			t.Errorf("to an editor the page answers %d", got)
		}
	})
}

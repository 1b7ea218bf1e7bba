package apperr_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
)

func TestAFailureSaysWhatAPersonMayKnow(t *testing.T) {
	stale := apperr.Stale.With()
	for _, tt := range []struct {
		name, code, field string
		err               error
		status            int
		says              string
	}{
		{"a refusal with its gaps filled", "role-missing", "", apperr.RoleMissing.With("editor"), 403, "the role of editor"},
		{"about a field of a form", "field-missing", "title", apperr.FieldMissing.With("The title").On("title"), 422, "The title is missing."},
		{"wrapped on its way up", "stale", "", fmt.Errorf("save claim 5: %w", stale), 409, "Somebody else changed this"},
		{"joined with another", "stale", "", errors.Join(errors.New("disk"), stale), 409, "Somebody else changed this"},
		{"a bare refusal", "no-such-page", "", apperr.NoSuchPage, 404, "no such page"},
		{"what is our fault", "internal", "", errors.New("dial tcp 10.0.0.1: secret"), 500, "went wrong on our side"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := apperr.Status(tt.err); got != tt.status {
				t.Errorf("status %d, want %d", got, tt.status)
			}
			if apperr.Code(tt.err) != tt.code || apperr.Field(tt.err) != tt.field {
				t.Errorf("code %q, field %q", apperr.Code(tt.err), apperr.Field(tt.err))
			}
			if got := apperr.Message(tt.err); !strings.Contains(got, tt.says) || strings.Contains(got, "secret") || strings.Contains(got, "%!") {
				t.Errorf("says %q, want %q", got, tt.says)
			}
		})
	}
	if !errors.Is(stale, apperr.Stale) || errors.Is(stale, apperr.NotReady) {
		t.Error("an error is its refusal and no other")
	}
}

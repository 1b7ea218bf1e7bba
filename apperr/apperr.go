// Package apperr sorts failures into the few kinds a person can act on, and
// holds the words in which they are told. No other room but views has words
// for people: the rules name a Refusal, and its text stands here.
package apperr

import (
	"errors"
	"fmt"
	"net/http"
)

// Kind is what sort of failure an error is.
type Kind int

// The kinds. The zero Kind, Internal, is every failure that is our fault.
const (
	Internal Kind = iota
	BadRequest
	Unauthenticated
	Forbidden
	NotFound
	MethodNotAllowed
	Conflict
	TooLarge
	WrongType // of a file
	Invalid
	TooMany
	Unavailable
)

var statuses = [...]int{
	Internal:         http.StatusInternalServerError,
	BadRequest:       http.StatusBadRequest,
	Unauthenticated:  http.StatusUnauthorized,
	Forbidden:        http.StatusForbidden,
	NotFound:         http.StatusNotFound,
	MethodNotAllowed: http.StatusMethodNotAllowed,
	Conflict:         http.StatusConflict,
	TooLarge:         http.StatusRequestEntityTooLarge,
	WrongType:        http.StatusUnsupportedMediaType,
	Invalid:          http.StatusUnprocessableEntity,
	TooMany:          http.StatusTooManyRequests,
	Unavailable:      http.StatusServiceUnavailable,
}

// Refusal is one thing that can go wrong, with the words for it. Rules compare
// with it (errors.Is), pages show it.
type Refusal struct {
	Kind   Kind
	Code   string // stable, for logs and tests
	format string
}

func refusal(k Kind, code, format string) *Refusal { return &Refusal{k, code, format} }

// Error returns the refusal's words with their gaps unfilled, so that a bare
// Refusal can be an error and the target of errors.Is.
func (r *Refusal) Error() string { return r.format }

// With returns the refusal as an Error, its gaps filled with args.
func (r *Refusal) With(args ...any) *Error { return &Error{Refusal: r, args: args} }

// Error is a failure with a message that is safe to show to the person.
type Error struct {
	*Refusal
	Field string // the form field it is about; may be empty
	args  []any
}

func (e *Error) Error() string { return fmt.Sprintf(e.format, e.args...) }

// Is reports whether target is the error's refusal.
func (e *Error) Is(target error) bool { return target == error(e.Refusal) }

// On says which form field the error is about.
func (e *Error) On(field string) *Error {
	e.Field = field
	return e
}

// find returns the first Error in err's tree.
func find(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	var r *Refusal
	if errors.As(err, &r) {
		return r.With()
	}
	return nil
}

// KindOf returns the kind of err; an error of no kind is Internal.
func KindOf(err error) Kind {
	if e := find(err); e != nil {
		return e.Kind
	}
	return Internal
}

// Status returns the HTTP status for err; an error of no kind is a 500.
func Status(err error) int { return statuses[KindOf(err)] }

// Code returns the stable code of err, or "internal".
func Code(err error) string {
	if e := find(err); e != nil {
		return e.Code
	}
	return "internal"
}

// Field returns the form field that err is about, or "".
func Field(err error) string {
	if e := find(err); e != nil {
		return e.Field
	}
	return ""
}

// Message returns what to show the person; internal details never leak.
func Message(err error) string {
	if e := find(err); e != nil {
		return e.Error()
	}
	return "Something went wrong on our side. Nothing was changed. Try again; if it stays, tell your administrator the request number below."
}

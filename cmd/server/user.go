package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/auth"
	"example.org/tickmark/handlers"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"

	"golang.org/x/term"
)

// userCmd are the commands about users. What they do stands in the trail as
// done from the command line.
type userCmd struct {
	Add      addUserCmd     `cmd:"" help:"Add somebody. On an empty database this makes the newsroom too."`
	List     listUsersCmd   `cmd:"" help:"List everybody."`
	Disable  disableUserCmd `cmd:"" help:"Disable an account: its sessions end."`
	Enable   enableUserCmd  `cmd:"" help:"Enable an account that was disabled."`
	Password passwordCmd    `cmd:"" help:"Set somebody's password: their sessions end."`
}

// way is how a password comes in: asked for on the terminal unless told
// otherwise.
type way struct {
	PasswordStdin bool `xor:"way" help:"Read the password from standard input, one line."`
	Link          bool `xor:"way" help:"Set none, and print a link by which they set it: it works once, for half an hour."`
}

type addUserCmd struct {
	Handle   string   `arg:"" help:"What they sign in with: small letters, digits, dots, hyphens."`
	Name     string   `required:"" help:"How screens and reports name them."`
	Role     []string `required:"" enum:"viewer,checker,reviewer,editor,admin" help:"Their role; may be given several times: viewer, checker, reviewer, editor, admin."`
	Newsroom string   `default:"Newsroom" help:"The name of the newsroom, when there is none yet."`
	TimeZone string   `default:"UTC" help:"The time zone of the newsroom, when there is none yet."`
	way
}

// Run adds a user.
func (c addUserCmd) Run(r *run) (err error) {
	db, err := r.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	n := r.newsroom(db, audit.Key{})
	in := newsroom.NewUser{Handle: c.Handle, Name: c.Name}
	for _, role := range c.Role {
		in.Roles = append(in.Roles, models.Role(role))
	}
	_, err = db.Queries().Settings(r.ctx)
	switch {
	case err == nil:
		return c.add(r, n, in)
	case apperr.KindOf(err) == apperr.NotFound:
		return c.found(r, n, in)
	}
	return err
}

// add adds a user to the newsroom.
func (c addUserCmd) add(r *run, n *newsroom.Newsroom, in newsroom.NewUser) (err error) {
	if c.Link {
		_, link, err := n.InviteUser(r.ctx, newsroom.FromConsole(), in)
		if err != nil {
			return err
		}
		return r.tellLink(link)
	}
	if in.Password, err = c.password(r); err != nil {
		return err
	}
	if _, err = n.AddUser(r.ctx, newsroom.FromConsole(), in); err != nil {
		return err
	}
	r.say("%s is added.\n", in.Handle)
	return nil
}

// found makes the newsroom with the user as its first admin.
func (c addUserCmd) found(r *run, n *newsroom.Newsroom, in newsroom.NewUser) (err error) {
	if !in.Roles.Has(models.RoleAdmin) || c.Link {
		return fmt.Errorf("there is no newsroom in %s yet. Its first user is an admin with a password: add --role admin, leave out --link", r.where())
	}
	if in.Password, err = c.password(r); err != nil {
		return err
	}
	if err := n.FoundFromConsole(r.ctx, models.DefaultSettings(c.Newsroom, c.TimeZone), in); err != nil {
		return err
	}
	r.say("The newsroom “%s” is made, and %s is its first admin.\n", c.Newsroom, in.Handle)
	return nil
}

type listUsersCmd struct {
	JSON bool `name:"json" help:"As JSON."`
}

// listed is a user in the list.
type listed struct {
	Handle   string       `json:"handle"`
	Name     string       `json:"name"`
	Roles    models.Roles `json:"roles"`
	Account  string       `json:"account"` // active, invited or disabled
	Demo     bool         `json:"demo"`
	LastSeen *time.Time   `json:"last_seen"` // UTC; null: never
}

// Run lists everybody.
func (c listUsersCmd) Run(r *run) (err error) {
	db, err := r.openAsIs()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	users, err := db.Queries().Users(r.ctx)
	if err != nil {
		return err
	}
	list := make([]listed, len(users))
	for i, u := range users {
		list[i] = listed{Handle: u.Handle, Name: u.Name, Roles: append(models.Roles{}, u.Roles...), Account: accountOf(u), Demo: u.Demo}
		if u.LastSeenAt != 0 {
			at := u.LastSeenAt.Time()
			list[i].LastSeen = &at
		}
	}
	if c.JSON {
		out := json.NewEncoder(r.out)
		out.SetIndent("", "  ")
		return out.Encode(list)
	}
	for _, u := range list {
		seen := "never seen"
		if u.LastSeen != nil {
			seen = "seen " + u.LastSeen.Format("2006-01-02 15:04 MST")
		}
		r.say("%-16s %-24s %-10s %-24s %s\n", u.Handle, u.Name, u.Account, rolesOf(u.Roles), seen)
	}
	return nil
}

func rolesOf(roles models.Roles) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = string(role)
	}
	return strings.Join(words, ", ")
}

func accountOf(u models.User) string {
	switch {
	case !u.Active():
		return "disabled"
	case u.Invited():
		return "invited"
	}
	return "active"
}

type disableUserCmd struct {
	Handle string `arg:"" help:"Whose account."`
	Reason string `default:"disabled from the command line" help:"Why; it stands in the trail."`
	Unkept bool   `help:"Even where nobody else keeps a protected source who can sign in."`
}

// Run disables an account.
func (c disableUserCmd) Run(r *run) error {
	return r.onUser(c.Handle, func(n *newsroom.Newsroom, u models.User) error {
		if err := n.DisableUser(r.ctx, newsroom.FromConsole(), newsroom.UserTarget{ID: u.ID}, c.Reason, c.Unkept); err != nil {
			return err
		}
		r.say("The account of %s is disabled.\n", u.Handle)
		return nil
	})
}

type enableUserCmd struct {
	Handle string `arg:"" help:"Whose account."`
}

// Run enables an account.
func (c enableUserCmd) Run(r *run) error {
	return r.onUser(c.Handle, func(n *newsroom.Newsroom, u models.User) error {
		if err := n.EnableUser(r.ctx, newsroom.FromConsole(), newsroom.UserTarget{ID: u.ID}); err != nil {
			return err
		}
		r.say("The account of %s is enabled.\n", u.Handle)
		return nil
	})
}

type passwordCmd struct {
	Handle string `arg:"" help:"Whose password."`
	way
}

// Run sets a password, or prints a link by which it is set.
func (c passwordCmd) Run(r *run) error {
	return r.onUser(c.Handle, func(n *newsroom.Newsroom, u models.User) error {
		if c.Link {
			link, err := n.LinkPassword(r.ctx, newsroom.FromConsole(), newsroom.UserTarget{ID: u.ID})
			if err != nil {
				return err
			}
			return r.tellLink(link)
		}
		password, err := c.password(r)
		if err != nil {
			return err
		}
		if err := n.SetPassword(r.ctx, newsroom.FromConsole(), u.ID, password); err != nil {
			return err
		}
		r.say("The password of %s is set. They are signed out everywhere.\n", u.Handle)
		return nil
	})
}

// onUser opens the newsroom and carries out fn on the user who signs in as
// handle.
func (r *run) onUser(handle string, fn func(*newsroom.Newsroom, models.User) error) (err error) {
	db, err := r.openAsIs()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	u, err := userCalled(r, db, handle)
	if err != nil {
		return err
	}
	return fn(r.newsroom(db, audit.Key{}), u)
}

func userCalled(r *run, db *store.DB, handle string) (models.User, error) {
	u, err := db.Queries().UserByHandle(r.ctx, handle)
	if err != nil && apperr.KindOf(err) == apperr.NotFound {
		err = fmt.Errorf("nobody signs in as %q. “tickmark user list” shows who does", handle)
	}
	return u, err
}

// tellLink prints a link: this once.
func (r *run) tellLink(link newsroom.Link) error {
	at, err := r.address(configured(r.Addr))
	if err != nil {
		return err
	}
	r.say("%s\nSend it to them in a way that only they read. It works once, until %s.\n",
		handlers.LinkAddress(at, link.Token), link.ExpiresAt.Time().Format("2006-01-02 15:04 MST"))
	return nil
}

// configured is the address to listen on as it was set.
type configured string

// Network is that of the address.
func (configured) Network() string { return "tcp" }

func (c configured) String() string { return string(c) }

// password reads a new password, without echo where a person types it.
func (w way) password(r *run) (string, error) {
	if w.PasswordStdin {
		line, err := bufio.NewReader(io.LimitReader(os.Stdin, auth.MaxPassword+2)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	fd := int(os.Stdin.Fd())
	if !term.IsTerminal(fd) {
		return "", errors.New("there is no terminal to ask for a password on. Send it to --password-stdin, or print a --link")
	}
	first, err := r.ask(fd, "New password: ")
	if err != nil {
		return "", err
	}
	again, err := r.ask(fd, "The new password once more: ")
	if err == nil && first != again {
		err = apperr.PasswordUnlike.With()
	}
	return first, err
}

func (r *run) ask(fd int, question string) (string, error) {
	say(r.err, "%s", question)
	typed, err := term.ReadPassword(fd)
	say(r.err, "\n")
	return string(typed), err
}

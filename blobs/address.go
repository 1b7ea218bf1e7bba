package blobs

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Address says where a bucket is. It holds no secret and may be shown.
type Address struct {
	Endpoint string // host, or host:port
	Bucket   string
	Prefix   string // before the names of blobs; empty, or ends with a slash
	Region   string // empty where the endpoint has none or tells it
	Plain    bool   // over HTTP, not HTTPS
}

// ParseAddress reads an address like
//
//	s3://s3.example.org/bucket/some/prefix?region=eu-north-1
//
// tls=off in place of the region, or beside it with &, is for an endpoint that
// speaks HTTP only. It fails for anything else, and for a name or a password
// in the address, where others could see them; it never repeats those.
func ParseAddress(text string) (Address, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Address{}, errors.New("the address of the bucket cannot be read")
	}
	if u.User != nil {
		return Address{}, errors.New("the address of the bucket holds a name or a password; these are for the environment")
	}
	if u.Scheme != "s3" || u.Host == "" || u.Fragment != "" {
		return Address{}, errors.New("the address of a bucket is like s3://endpoint/bucket/prefix?region=NAME")
	}
	a := Address{Endpoint: u.Host}
	a.Bucket, a.Prefix, _ = strings.Cut(strings.Trim(u.Path, "/"), "/")
	if a.Bucket == "" {
		return Address{}, errors.New("the address names no bucket")
	}
	if a.Prefix != "" {
		a.Prefix += "/"
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Address{}, errors.New("what follows the ? in the address of the bucket cannot be read")
	}
	for name, values := range query {
		switch {
		case name == "region" && len(values) == 1:
			a.Region = values[0]
		case name == "tls" && len(values) == 1 && values[0] == "off":
			a.Plain = true
		default:
			return Address{}, fmt.Errorf("the address of a bucket knows region=NAME and tls=off, not %q", name)
		}
	}
	return a, nil
}

// String is the address as ParseAddress reads it.
func (a Address) String() string {
	query := url.Values{}
	if a.Region != "" {
		query.Set("region", a.Region)
	}
	if a.Plain {
		query.Set("tls", "off")
	}
	return (&url.URL{Scheme: "s3", Host: a.Endpoint, Path: "/" + a.Bucket + "/" + strings.TrimSuffix(a.Prefix, "/"), RawQuery: query.Encode()}).String()
}

package capture

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"

	"example.org/tickmark/apperr"

	"pgregory.net/rapid"
)

// verdict is what becomes of an address without a network: "public", "name"
// where it depends on what the name resolves to, or the code of its refusal.
func verdict(address string, g guard) string {
	u, err := parse(address, len(g.allow) == 0)
	if err != nil {
		return apperr.Code(err)
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if err != nil {
		return "name"
	}
	network, port := "tcp6", u.Port()
	if ip.Is4() {
		network = "tcp4"
	}
	if port == "" {
		port = ports[u.Scheme]
	}
	if err := g.control(context.Background(), network, net.JoinHostPort(ip.String(), port), nil); err != nil {
		return apperr.Code(err)
	}
	return "public"
}

// spellings are hosts, by what becomes of http://HOST/.
var spellings = map[string][]string{
	"not-public": {
		// this machine
		"127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.255", "127.0.0.1.", "0.0.0.0", "0.1.2.3", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
		"[0000:0000:0000:0000:0000:0000:0000:0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[::7f00:1]",
		// numbers that some read as addresses
		"2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0X7F.0.0.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "127.0.0.01", "127.000.000.001",
		"1", "0", "0x", "0x0", "00000000000", "3232235521", "0xc0a80001", "192.168.1", "10.1", "0xa9fea9fe", "2852039166", "169.254.43518", "4294967295",
		"99999999999999999999", "1.2.3.4.5", "256.1.1.1", "1.1.1.256", "8.8.8.08", "example.1", "example.0x7f", "08.8.8.8",
		// signs that browsers read as digits and dots
		"１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "127．0．0．1", "127｡0｡0｡1", "１６９.２５４.１６９.２５４", "０x7f.1", "𝟭𝟮𝟳.𝟬.𝟬.𝟭",
		// private, shared, this link
		"10.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "100.64.0.1", "100.100.100.200",
		"100.127.255.255", "169.254.0.1", "169.254.169.254", "169.254.170.2", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%25lo]", "[febf::1]", "[fec0::1]",
		"[fc00::1]", "[fd00:ec2::254]", "[fdff:ffff::1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:192.168.0.1]", "[2606:4700::1%25lo]",
		// of the host below a machine in a cloud
		"168.63.129.16", "192.0.0.192", "[fd20:ce::254]",
		// protocols, examples, measurements, relays
		"192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1", "198.18.0.1",
		"198.19.255.255", "198.51.100.1", "203.0.113.1", "[2001::1]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[2001:1::1]", "[2001:2::1]", "[2001:3::1]",
		"[2001:4:112::1]", "[2001:10::1]", "[2001:20::1]", "[2001:30::1]", "[2001:1ff::1]", "[2001:db8::1]", "[2001:db8:ffff::1]", "[2002::1]", "[2002:7f00:1::1]",
		"[2002:a9fe:a9fe::1]", "[2002:808:808::1]", "[2620:4f:8000::1]", "[3ffe::1]", "[3fff::1]", "[3fff:fff::1]", "[5f00::1]",
		// IPv4 within IPv6
		"[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::808:808]", "[64:ff9b:1::1]", "[64:ff9b:1::a00:1]", "[::ffff:8.8.8.8]",
		"[::ffff:0:127.0.0.1]", "[::8.8.8.8]", "[::ffff:0:0]", "[100::1]", "[100:0:0:1::1]",
		// multicast, reserved, broadcast, not given out
		"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.254", "255.255.255.255", "[ff02::1]", "[ff0e::1]", "[ff00::]", "[4000::1]", "[8000::1]",
		"[1fff:ffff::1]", "[::2]", "[200::1]", "[e000::1]", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]",
	},
	"public": {
		"8.8.8.8", "93.184.215.14", "93.184.215.14.", "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
		"169.253.255.255", "169.255.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.0.3.1", "192.167.255.255", "192.169.0.1", "198.17.255.255",
		"198.20.0.1", "223.255.255.255", "168.63.129.15", "168.63.129.17", "８.８.８.８", "[2606:4700:4700::1111]", "[2001:4860:4860::8888]", "[2001:200::1]",
		"[2a00:1450:4001:81b::200e]", "[2003::1]", "[2620:4f:8001::1]", "[2606:2800:021f:cb07:6820:80da:af6b:8b2c]", "[3ffd::1]", "[2000::1]",
	},
	"name": {
		"example.org", "EXAMPLE.ORG", "example.org.", "localhost", "localhost.", "LOCALHOST", "ｌｏｃａｌｈｏｓｔ", "bücher.example", "xn--bcher-kva.example", "例え.テスト",
		"a_b.example", "metadata.google.internal", "instance-data", "127.0.0.1.nip.io", "0x7f.example", "1.example", "r3---sn.example.org", "ⓔⓧⓐⓜⓟⓛⓔ.org",
	},
	"bad-address": {
		"", ".", "..", "example..org", ".example.org", "exam ple.org", "exa\tmple.org", "exa\x00mple.org", "exa\r\nmple.org", "127.0.0.%31", "%31%32%37.0.0.1",
		"[127.0.0.1]x", "[::1", "::1", "[]", "[v1.fe80::1]", "example.org:abc", "example.org:-80", "exa<mple.org", "a\u202eb.org", "example.org\\@127.0.0.1",
		"127.0.0.1\\.example.org", "exam%2fple.org", "exam%00ple.org", "example.org:80:80",
	},
	"capture-secret": {
		"user@example.org", "user:pass@example.org", "example.org@127.0.0.1", "example.org:80@127.0.0.1", "@example.org", ":@example.org", "127.0.0.1@example.org",
		"example.org%2f@127.0.0.1",
	},
	"capture-port": {
		"example.org:8080", "example.org:22", "example.org:25", "127.0.0.1:8080", "127.0.0.1:6379", "[::1]:5432", "example.org:0", "example.org:65536",
		"example.org:080", "example.org:0443", "8.8.8.8:53", "example.org:99999999999999999999",
	},
}

func TestEverySpellingOfAPlace(t *testing.T) {
	rows := 0
	for want, hosts := range spellings {
		for _, host := range hosts {
			rows++
			if got := verdict("http://"+host+"/", guard{}); got != want && (want != "bad-address" || got != "not-public") {
				t.Errorf("http://%s/ is %s, want %s", host, got, want)
			}
		}
	}
	if rows < 120 {
		t.Errorf("only %d spellings", rows)
	}
	t.Logf("%d spellings", rows)
}

func TestOnlyAddressesOfTheWebAreTaken(t *testing.T) {
	for address, want := range map[string]string{
		"https://8.8.8.8":                "public",
		"HTTPS://8.8.8.8/a?b#c":          "public",
		"  http://8.8.8.8/ ":             "public",
		"http://8.8.8.8:80/":             "public",
		"https://8.8.8.8:80/":            "public",
		"http://8.8.8.8:443/":            "public",
		"http://8.8.8.8:/":               "public",
		"http://8.8.8.8?q":               "public",
		"http:///etc/passwd":             "bad-address",
		"http:8.8.8.8":                   "bad-address",
		"http:/8.8.8.8/":                 "bad-address",
		"//8.8.8.8/":                     "bad-address",
		"8.8.8.8":                        "bad-address",
		"example.org/page":               "bad-address",
		"file:///etc/passwd":             "bad-address",
		"file://8.8.8.8/etc/passwd":      "bad-address",
		"gopher://8.8.8.8:70/_x":         "bad-address",
		"ftp://8.8.8.8/":                 "bad-address",
		"data:text/html,hello":           "bad-address",
		"javascript:alert(1)":            "bad-address",
		"unix:///var/run/docker.sock":    "bad-address",
		"http+unix://%2fvar%2frun%2fx/":  "bad-address",
		"jar:http://8.8.8.8/x!/y":        "bad-address",
		"ws://8.8.8.8/":                  "bad-address",
		"view-source:http://8.8.8.8/":    "bad-address",
		"http://8.8.8.8/\r\nHost: evil":  "bad-address",
		"http://8.8.8.8/a\x7f":           "bad-address",
		"http://8.8.8.8/%zz":             "bad-address",
		"http\t://8.8.8.8/":              "bad-address",
		"h\u0442tp://8.8.8.8/":           "bad-address", // a Cyrillic т
		"http://8.8.8.8/" + long('a'):    "bad-address",
		"http://" + long('a') + ".org/":  "bad-address",
		"http://8.8.8.8/path with space": "public",
		"":                               "bad-address",
	} {
		if got := verdict(address, guard{}); got != want {
			t.Errorf("%.60q is %s, want %s", address, got, want)
		}
	}
}

func long(r rune) string {
	b := make([]rune, maxAddress)
	for i := range b {
		b[i] = r
	}
	return string(b)
}

func TestAddressesHaveOneSpelling(t *testing.T) {
	for address, want := range map[string]string{
		"HTTP://Example.ORG":                   "http://example.org/",
		"http://example.org.:80/a":             "http://example.org/a",
		"https://example.org:443?q=1#top":      "https://example.org/?q=1",
		"https://example.org:80/":              "https://example.org:80/",
		"http://BÜCHER.example/ä":              "http://xn--bcher-kva.example/%C3%A4",
		"http://[2001:4860:0:0::8888]:80":      "http://[2001:4860::8888]/",
		"http://[2001:4860::8888]:443/":        "http://[2001:4860::8888]:443/",
		"http://example.org/?q=ä&b=%C3%A4":     "http://example.org/?q=%C3%A4&b=%C3%A4",
		"http://example.org/\u202e?\u202e\xff": "http://example.org/%E2%80%AE?%E2%80%AE%FF",
		"http://ｅｘａｍｐｌｅ。ｏｒｇ/":                  "http://example.org/",
	} {
		u, err := parse(address, true)
		if err != nil || u.String() != want {
			t.Errorf("%s became %v (%v), want %s", address, u, err, want)
		}
	}
}

func TestWhatAnOperatorNamesMayBeReached(t *testing.T) {
	g := guard{
		allow: prefixes("10.1.0.0/16", "fd00:1::/32", "127.0.0.0/8"),
		own:   []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:8080"), netip.MustParseAddrPort("[::]:443")},
	}
	for address, want := range map[string]string{
		"http://10.1.2.3/":       "public",
		"http://10.1.2.3:8080/":  "public",
		"http://[fd00:1::5]/":    "public",
		"http://10.2.0.1/":       "not-public",
		"http://10.2.0.1:8080/":  "not-public",
		"http://8.8.8.8/":        "public",
		"http://8.8.8.8:8080/":   "capture-port",
		"http://127.0.0.1:8081/": "public",
		"http://127.0.0.1:8080/": "not-public", // its own
		"https://127.0.0.1/":     "not-public", // its own, listening everywhere
		"http://127.0.0.1/":      "public",
		"http://[::1]/":          "not-public",
	} {
		if got := verdict(address, g); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
}

// The guard is asked by the dialer, which knows other networks as well.
func TestTheGuardKnowsOnlyTCP(t *testing.T) {
	for _, row := range []struct{ network, address string }{
		{"udp4", "8.8.8.8:80"},
		{"unix", "/var/run/docker.sock"},
		{"tcp", "8.8.8.8:80"},
		{"tcp4", "8.8.8.8"},
		{"tcp4", "example.org:80"},
		{"tcp4", ""},
		{"ip4:1", "8.8.8.8"},
		{"tcp6", "[fe80::1%lo]:80"},
		{"tcp6", "[2606:4700::1%lo]:80"},
	} {
		if err := (guard{}).control(t.Context(), row.network, row.address, nil); !errors.Is(err, apperr.NotPublic) {
			t.Errorf("%s %s: %v", row.network, row.address, err)
		}
	}
}

// Whatever is public keeps being so through every address that it could hide
// in, and Go's own notion of a private address never passes.
func TestNothingPrivateIsPublic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ip netip.Addr
		if rapid.Bool().Draw(t, "v4") {
			ip = netip.AddrFrom4([4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "bytes")))
		} else {
			ip = netip.AddrFrom16([16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "bytes")))
		}
		never := ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() || ip.Is4In6() || !ip.IsGlobalUnicast()
		if public(ip) && never {
			t.Fatalf("%s passes", ip)
		}
	})
}

func FuzzAddress(f *testing.F) {
	for _, hosts := range spellings {
		for _, host := range hosts {
			f.Add("http://" + host + "/")
		}
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := parse(address, true)
		if err != nil {
			if apperr.KindOf(err) != apperr.Invalid {
				t.Errorf("%q fails with %v", address, err)
			}
			return
		}
		again, err := parse(u.String(), true)
		if err != nil || again.String() != u.String() {
			t.Errorf("%q is %s, and that is %v (%v)", address, u, again, err)
		}
		if u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			t.Errorf("%q is %s", address, u)
		}
	})
}

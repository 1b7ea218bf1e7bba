package capture

import "net/netip"

// global is what of IPv6 is given out to the public internet. Everything else
// is not, whatever it may be used for one day.
var global = netip.MustParsePrefix("2000::/3")

// special are the networks that are not public, or not a place to fetch a page
// from: the IANA special-purpose registries of IPv4 and, within global, of
// IPv6; multicast and what is reserved; ways by which IPv6 leads to IPv4.
var special = prefixes(
	"0.0.0.0/8",        // this network
	"10.0.0.0/8",       // private
	"100.64.0.0/10",    // shared by customers of a provider
	"127.0.0.0/8",      // this machine
	"168.63.129.16/32", // the host below a machine in Azure
	"169.254.0.0/16",   // this link; machines in clouds ask about themselves here
	"172.16.0.0/12",    // private
	"192.0.0.0/24",     // protocols of the IETF
	"192.0.2.0/24",     // examples
	"192.31.196.0/24",  // AS112
	"192.52.193.0/24",  // AMT
	"192.88.99.0/24",   // relays of 6to4
	"192.168.0.0/16",   // private
	"192.175.48.0/24",  // AS112
	"198.18.0.0/15",    // measurements
	"198.51.100.0/24",  // examples
	"203.0.113.0/24",   // examples
	"224.0.0.0/4",      // multicast
	"240.0.0.0/4",      // reserved, and broadcast

	"2001::/23",         // protocols of the IETF: Teredo, ORCHID, measurements
	"2001:db8::/32",     // examples
	"2002::/16",         // 6to4, which holds an address of IPv4
	"2620:4f:8000::/48", // AS112
	"3ffe::/16",         // the 6bone, given back
	"3fff::/20",         // examples
)

func prefixes(texts ...string) (list []netip.Prefix) {
	for _, text := range texts {
		list = append(list, netip.MustParsePrefix(text))
	}
	return list
}

// public reports whether an address is of the public internet. One of IPv4 in
// the form of IPv6 is not.
func public(ip netip.Addr) bool {
	return ip.IsValid() && ip.Zone() == "" && (ip.Is4() || global.Contains(ip)) && !within(special, ip)
}

// within reports whether one of the networks has the address.
func within(list []netip.Prefix, ip netip.Addr) bool {
	for _, p := range list {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

package render

// WithFlags returns the options with further flags for Chromium.
func (o Options) WithFlags(flags map[string]any) Options {
	o.flags = flags
	return o
}

// CanBeAlone reports whether this machine has the fourth wall.
func CanBeAlone() bool { return canBeAlone() }

// WebAddress is where a page is said to come from.
func WebAddress(address string) string { return webAddress(address) }

package main

import (
	"cmp"
	"runtime/debug"

	// What a machine with nothing on it lacks. What the machine has of its own
	// comes first.
	_ "time/tzdata"

	_ "golang.org/x/crypto/x509roots/fallback"
)

// A release is told by the linker (scripts/dist.sh) what it is; any other build
// finds out for itself.
var releaseVersion, releaseCommit string

// version names what this program was built from: version, Go and commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "tickmark, built from nobody knows what"
	}
	words := "tickmark " + cmp.Or(releaseVersion, info.Main.Version) + ", " + info.GoVersion
	if commit := cmp.Or(releaseCommit, noted(info, "vcs.revision")); commit != "" {
		words += ", commit " + commit[:min(12, len(commit))]
	}
	if noted(info, "vcs.modified") == "true" {
		words += " with changes"
	}
	return words
}

// noted is what the tool that built the program wrote down under key.
func noted(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

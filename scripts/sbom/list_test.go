package main

import (
	"encoding/json"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// aBinary is what the linker wrote into a binary of two modules.
var aBinary = &debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{
	{Path: "modernc.org/sqlite", Version: "v1.61.1"},
	{Path: "github.com/a-h/templ", Version: "v0.3.977"},
}}

func TestTheListNamesWhatIsInTheBinary(t *testing.T) {
	tree := os.DirFS("../..")
	list, err := listOf(tree, aBinary, []byte("the binary"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range list.Components {
		for _, l := range c.Licences {
			if l.Licence != nil {
				got[c.PURL] = l.Licence.ID
			} else {
				got[c.PURL] = l.Expression
			}
		}
	}
	for purl, want := range map[string]string{
		"pkg:golang/std@1.26.8":                    "BSD-3-Clause",
		"pkg:golang/github.com/a-h/templ@v0.3.977": "MIT",
		"pkg:golang/modernc.org/sqlite@v1.61.1":    "BSD-3-Clause AND MIT AND blessing",
	} {
		if got[purl] != want {
			t.Errorf("%s is under %q, not %q", purl, got[purl], want)
		}
	}
	all := strings.Join(list.Dependencies[0].DependsOn, " ")
	for _, served := range []string{"pkg:npm/htmx.org@", "pkg:npm/%40fontsource-variable/inter@", "pkg:npm/lucide-static@"} {
		if !strings.Contains(all, served) {
			t.Errorf("%s is missing in %s", served, all)
		}
	}
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(list.SerialNumber) {
		t.Error(list.SerialNumber)
	}
	again, err := listOf(tree, aBinary, []byte("the binary"))
	if err != nil {
		t.Fatal(err)
	}
	first, _ := json.Marshal(list)
	second, _ := json.Marshal(again)
	if diff := cmp.Diff(string(first), string(second)); diff != "" {
		t.Error(diff)
	}
}

func TestAPartWithoutALicenceIsRefused(t *testing.T) {
	unknown := &debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{{Path: "nobody.example/nothing", Version: "v1.0.0"}}}
	if _, err := listOf(os.DirFS("../.."), unknown, nil); err == nil || !strings.Contains(err.Error(), "make licenses") {
		t.Errorf("it says %v", err)
	}
}

func TestLicencesAreKnownByTheirWords(t *testing.T) {
	const bsd = "Redistribution and use in source and binary forms, with or without modification, are permitted"
	const isc = "Permission to use, copy, modify, and/or distribute this software for any\npurpose with or without fee is hereby granted, provided that the above\ncopyright notice and this permission notice appear in all copies."
	const mit = "Permission is hereby granted, free of charge, to any person … The above copyright notice and this permission notice shall be included"
	for text, want := range map[string][]string{
		bsd: {"BSD-2-Clause"},
		bsd + " … may be used to endorse or promote products": {"BSD-3-Clause"},
		isc:                      {"ISC"},
		isc + "\n" + mit:         {"ISC", "MIT"},
		"All rights are with us": nil,
	} {
		if diff := cmp.Diff(want, licences(text)); diff != "" {
			t.Errorf("%.40s: %s", text, diff)
		}
	}
}

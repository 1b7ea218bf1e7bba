package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"strings"
)

// bom is a list of parts as CycloneDX 1.6 has it.
type bom struct {
	Schema       string       `json:"$schema"`
	BOMFormat    string       `json:"bomFormat"`
	SpecVersion  string       `json:"specVersion"`
	SerialNumber string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp"`
	Component component `json:"component"`
}

type component struct {
	Type     string     `json:"type"`
	Ref      string     `json:"bom-ref"`
	Name     string     `json:"name"`
	Version  string     `json:"version"`
	Hashes   []hash     `json:"hashes,omitempty"`
	Licences []licensed `json:"licenses,omitempty"`
	PURL     string     `json:"purl,omitempty"`
}

type hash struct {
	Alg     string `json:"alg"`
	Content string `json:"content"`
}

// licensed is one licence by its SPDX name, or an expression of several.
type licensed struct {
	Licence    *named `json:"license,omitempty"`
	Expression string `json:"expression,omitempty"`
}

type named struct {
	ID string `json:"id"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// listOf is the list of parts of a binary, whose content gives it its number.
// It fails when a part has no licence that is known by name.
func listOf(tree fs.FS, info *debug.BuildInfo, content []byte) (*bom, error) {
	sum := sha256.Sum256(content)
	list := &bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", BOMFormat: "CycloneDX", SpecVersion: "1.6", Version: 1,
		SerialNumber: "urn:uuid:" + uuid(sum),
		Metadata: metadata{Component: component{
			Type: "application", Ref: "tickmark", Name: "tickmark",
			Hashes:   []hash{{Alg: "SHA-256", Content: hex.EncodeToString(sum[:])}},
			Licences: namedAs([]string{"Apache-2.0"}),
		}},
	}
	std, err := licencesIn(tree, "go")
	if err != nil {
		return nil, err
	}
	list.Components = append(list.Components, part("golang", "std", strings.TrimPrefix(info.GoVersion, "go"), std))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		found, err := licencesIn(tree, m.Path)
		if err != nil {
			return nil, err
		}
		list.Components = append(list.Components, part("golang", m.Path, m.Version, found))
	}
	files, err := served(tree)
	if err != nil {
		return nil, err
	}
	list.Components = append(list.Components, files...)
	slices.SortFunc(list.Components, func(a, b component) int { return strings.Compare(a.Ref, b.Ref) })
	needs := dependency{Ref: "tickmark"}
	for _, c := range list.Components {
		needs.DependsOn = append(needs.DependsOn, c.Ref)
	}
	list.Dependencies = []dependency{needs}
	return list, nil
}

func part(kind, name, version string, licences []string) component {
	purl := "pkg:" + kind + "/" + strings.ReplaceAll(name, "@", "%40") + "@" + strings.ReplaceAll(version, "+", "%2B")
	return component{Type: "library", Ref: purl, Name: name, Version: version, Licences: namedAs(licences), PURL: purl}
}

func namedAs(ids []string) []licensed {
	if len(ids) == 1 {
		return []licensed{{Licence: &named{ID: ids[0]}}}
	}
	return []licensed{{Expression: strings.Join(ids, " AND ")}}
}

// uuid is a UUID (version 8) made of the first 16 bytes of sum.
func uuid(sum [32]byte) string {
	b := sum[:16]
	b[6] = b[6]&0x0f | 0x80
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// licencesIn are the SPDX names of the licences that make licenses collected of
// a module, in order. It fails when there is none that it knows.
func licencesIn(tree fs.FS, module string) ([]string, error) {
	folder := path.Join("LICENSES/go", module)
	files, err := fs.ReadDir(tree, folder)
	if err != nil {
		return nil, fmt.Errorf("%s has no licence here (make licenses): %w", module, err)
	}
	var ids []string
	for _, f := range files {
		if f.IsDir() || strings.Contains(f.Name(), "3RD-PARTY") { // which also tells of what only tests use
			continue
		}
		text, err := fs.ReadFile(tree, path.Join(folder, f.Name()))
		if err != nil {
			return nil, err
		}
		ids = append(ids, licences(string(text))...)
	}
	if len(ids) == 0 {
		return nil, errors.New("nobody knows which licence " + module + " has")
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// known are phrases by which a licence is known: all of those stand in its text
// and none of these.
var known = []struct {
	id        string
	all, none []string
}{
	{"0BSD", []string{"Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted. THE SOFTWARE"}, nil},
	{"Apache-2.0", []string{"Apache License", "Version 2.0"}, nil},
	{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms"}, []string{"endorse or promote products"}},
	{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms", "endorse or promote products"}, nil},
	{"ISC", []string{"Permission to use, copy, modify, and", "provided that the above copyright notice and this permission notice appear"}, nil},
	{"MIT", []string{"Permission is hereby granted, free of charge", "The above copyright notice and this permission notice"}, nil},
	{"MPL-2.0", []string{"Mozilla Public License", "2.0"}, nil},
	{"OFL-1.1", []string{"SIL OPEN FONT LICENSE Version 1.1"}, nil},
	{"blessing", []string{"SQLite Is Public Domain"}, nil},
}

// licences are the SPDX names of the licences whose texts stand in text, in
// order.
func licences(text string) (ids []string) {
	text = strings.Join(strings.Fields(text), " ")
	has := func(phrase string) bool { return strings.Contains(text, phrase) }
	lacks := func(phrase string) bool { return !has(phrase) }
	for _, k := range known {
		if !slices.ContainsFunc(k.all, lacks) && !slices.ContainsFunc(k.none, has) {
			ids = append(ids, k.id)
		}
	}
	return ids
}

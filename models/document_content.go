package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// BlockKind says what a block of the body is.
type BlockKind string

// The kinds of block.
const (
	BlockParagraph BlockKind = "paragraph"
	BlockHeading   BlockKind = "heading"
	BlockTable     BlockKind = "table"
)

// Block is one paragraph, heading or table of the body.
type Block struct {
	Kind BlockKind `json:"kind"`
	Text string    `json:"text,omitempty"`
	// Level of a heading, 1 to 4: 一、（一）1.（1）.
	Level int        `json:"level,omitempty"`
	Rows  [][]string `json:"rows,omitempty"`
}

// Line is the block as one line of text.
func (b Block) Line() string {
	if b.Kind != BlockTable {
		return b.Text
	}
	rows := make([]string, len(b.Rows))
	for i, row := range b.Rows {
		rows[i] = strings.Join(row, "\t")
	}
	return strings.Join(rows, "\n")
}

// BodyText is the whole body, a line for each block.
func (c DocumentContent) BodyText() string {
	lines := make([]string, len(c.Body))
	for i, block := range c.Body {
		lines[i] = block.Line()
	}
	return strings.Join(lines, "\n")
}

// Words returns every text a person wrote in the document, so that a search for
// marks of classification misses none.
func (c DocumentContent) Words() []string {
	words := []string{
		c.Title, c.Urgency, c.BodyText(), c.Note, c.Basis, c.SourceOrg, c.SourceDocNo,
		c.ContactName, c.DisclosureReason, c.AssignedBy, c.PassedBy,
	}
	for _, list := range [][]Organ{c.MainTo, c.CC, c.JointOrgs} {
		for _, organ := range list {
			words = append(words, organ.Name)
		}
	}
	for _, file := range c.Attachments {
		words = append(words, file.Name)
	}
	words = append(words, c.OrgMarks...)
	words = append(words, c.AttachmentNote...)
	words = append(words, c.SignatureOrgs...)
	return slices.DeleteFunc(words, func(word string) bool { return word == "" })
}

// CaseUrgency is the urgency in the three steps that lists and clocks know: a
// telegram's 特提 counts as 特急, its 平急 as none.
func (c DocumentContent) CaseUrgency() string {
	switch c.Urgency {
	case TelegramHighest, UrgencyExtra:
		return UrgencyExtra
	case UrgencyUrgent:
		return UrgencyUrgent
	}
	return UrgencyNone
}

// Canonical is the one form of the content that is stored and signed: spaces
// around trimmed, line ends unified, fields in a fixed order. The same words
// give the same bytes.
func (c DocumentContent) Canonical() ([]byte, error) {
	data, err := json.Marshal(c.tidy())
	if err != nil {
		return nil, fmt.Errorf("models: canonical content: %w", err)
	}
	return data, nil
}

// ContentHash names content by its bytes: SHA-256 in hexadecimal.
func ContentHash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// ParseContent reads what Canonical wrote.
func ParseContent(data []byte) (DocumentContent, error) {
	var c DocumentContent
	if err := json.Unmarshal(data, &c); err != nil {
		return DocumentContent{}, fmt.Errorf("models: document content: %w", err)
	}
	return c, nil
}

func (c DocumentContent) tidy() DocumentContent {
	for _, text := range []*string{
		&c.Title, &c.Urgency, &c.Note, &c.ContactName, &c.ContactPhone, &c.DisclosureReason, &c.Basis,
		&c.AssignedBy, &c.PassedBy, &c.PassedOn, &c.SourceOrg, &c.SourceDocNo, &c.SourceDate, &c.ReceivedOn,
	} {
		*text = tidyText(*text)
	}
	for _, list := range []*[]string{&c.OrgMarks, &c.AttachmentNote, &c.SignatureOrgs, &c.SourceSigners} {
		*list = tidyList(*list)
	}
	for _, list := range []*[]Organ{&c.JointOrgs, &c.MainTo, &c.CC} {
		organs := slices.Clone(*list)
		for i := range organs {
			organs[i].Name = tidyText(organs[i].Name)
		}
		*list = organs
	}
	body := slices.Clone(c.Body)
	for i := range body {
		body[i].Text = tidyText(body[i].Text)
	}
	c.Body = body
	return c
}

func tidyList(list []string) []string {
	list = slices.Clone(list)
	for i := range list {
		list[i] = tidyText(list[i])
	}
	return list
}

func tidyText(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

// Package outline holds the outlines of documents that are shipped: for each
// kind that a county congress often writes, the usual parts, the formula it ends
// with, and blanks to fill. A document with a blank left does not go on
// (models, rule R19-BLANK).
package outline

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/zhihui-renda/renda/models"
)

//go:embed outlines.txt
var text string

// levels are the numbers that headings of the four levels begin with (GB/T
// 9704-2012 7.3.3).
var levels = []*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十]+、`),
	regexp.MustCompile(`^（[一二三四五六七八九十]+）`),
	regexp.MustCompile(`^[1-9][0-9]*\.`),
	regexp.MustCompile(`^（[1-9][0-9]*）`),
}

// Shipped reads the outlines, in the order of the file.
func Shipped() ([]models.DocumentTemplate, error) {
	var all []models.DocumentTemplate
	for _, part := range strings.Split("\n"+text, "\n# ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		words := strings.Split(head, " | ")
		if len(words) != 4 {
			return nil, fmt.Errorf("outline: %q is no heading of an outline", head)
		}
		one := models.DocumentTemplate{
			ID: words[1], Kind: models.DocKind(words[0]), Name: words[2], Matter: words[3], Body: blocks(body), Shipped: true,
		}
		if errs := one.Validate(); len(errs) > 0 {
			return nil, fmt.Errorf("outline: %s: %w", words[1], errs)
		}
		all = append(all, one)
	}
	return all, nil
}

func blocks(body string) []models.Block {
	var list []models.Block
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		block := models.Block{Kind: models.BlockParagraph, Text: line}
		for i, number := range levels {
			if number.MatchString(line) {
				block.Kind, block.Level = models.BlockHeading, i+1
			}
		}
		list = append(list, block)
	}
	return list
}

package importer

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/models"
)

// column is one column of a table: the names it may have, and how a cell of it
// goes into a document.
type column struct {
	names []string
	put   func(c *models.DocumentContent, cell string) error
}

// columns are those an import knows, Chinese names first. The names of the API
// do as well.
var columns = []column{
	{[]string{"标题", "title"}, func(c *models.DocumentContent, v string) error { c.Title = v; return nil }},
	{[]string{"文种", "kind"}, putKind},
	{[]string{"行文方向", "direction"}, putDirection},
	{[]string{"紧急程度", "urgency"}, putUrgency},
	{[]string{"来文单位", "source_org"}, func(c *models.DocumentContent, v string) error { c.SourceOrg = v; return nil }},
	{[]string{"来文字号", "source_doc_no"}, func(c *models.DocumentContent, v string) error { c.SourceDocNo = v; return nil }},
	{[]string{"成文日期", "source_date"}, putDay(func(c *models.DocumentContent, day string) { c.SourceDate = day })},
	{[]string{"收文日期", "收到日期", "received_on"}, putDay(func(c *models.DocumentContent, day string) { c.ReceivedOn = day })},
	{[]string{"来文方式", "channel"}, putChannel},
	{[]string{"份数", "copies"}, putCount(func(c *models.DocumentContent, n int) { c.Copies = n })},
	{[]string{"附件数", "attachment_count"}, putCount(func(c *models.DocumentContent, n int) { c.AttachmentCount = n })},
	{[]string{"签发人", "source_signers"}, func(c *models.DocumentContent, v string) error { c.SourceSigners = list(v); return nil }},
	{[]string{"主送", "main_to"}, func(c *models.DocumentContent, v string) error { c.MainTo = organs(v); return nil }},
	{[]string{"抄送", "cc"}, func(c *models.DocumentContent, v string) error { c.CC = organs(v); return nil }},
	{[]string{"正文", "body"}, func(c *models.DocumentContent, v string) error { c.Body = body(v); return nil }},
	{[]string{"附注", "note"}, func(c *models.DocumentContent, v string) error { c.Note = v; return nil }},
	{[]string{"密级", "secrecy"}, putSecrecy},
}

// find is the column with the name; false when an import does not know it.
func find(name string) (column, bool) {
	name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
	for _, c := range columns {
		for _, known := range c.names {
			if strings.EqualFold(known, name) {
				return c, true
			}
		}
	}
	return column{}, false
}

// heads finds the columns of a table by its first row.
func heads(names []string) ([]column, error) {
	found := make([]column, len(names))
	for i, name := range names {
		if strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")) == "" {
			continue
		}
		c, ok := find(name)
		if !ok {
			return nil, faultColumn(name)
		}
		found[i] = c
	}
	return found, nil
}

// document reads one row of a table; all that is wrong with it is told at once.
func document(heads []column, cells []string) (models.DocumentContent, error) {
	c := models.DocumentContent{Flow: models.Incoming}
	var wrong Problems
	for i, cell := range cells {
		if i >= len(heads) || heads[i].put == nil || strings.TrimSpace(cell) == "" {
			continue
		}
		if err := heads[i].put(&c, strings.TrimSpace(cell)); err != nil {
			wrong = append(wrong, problemOf(heads[i].names[0], err))
		}
	}
	if len(wrong) > 0 {
		return c, wrong
	}
	complete(&c)
	return c, nil
}

// complete fills in what a register of papers leaves to be understood: the kind
// is the last word of the title, a kind has its usual direction.
func complete(c *models.DocumentContent) {
	if c.Kind == "" {
		c.Kind = models.KindOfTitle(c.Title)
	}
	if facts, ok := c.Kind.Facts(); ok && c.Direction == "" {
		c.Direction = facts.Directions[0]
	}
	if c.Copies == 0 {
		c.Copies = 1
	}
	if c.Channel == "" {
		c.Channel = models.ChannelPaper
	}
}

// object reads one line of JSON: the names of the API or of the table, values
// as the API takes them or as a table writes them.
func object(line []byte) (models.DocumentContent, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return models.DocumentContent{}, faultJSON()
	}
	c := models.DocumentContent{}
	var wrong Problems
	plain := map[string]json.RawMessage{}
	for name, value := range fields {
		var cell string
		known, ok := find(name)
		if !ok || json.Unmarshal(value, &cell) != nil {
			plain[name] = value
			continue
		}
		if err := known.put(&c, strings.TrimSpace(cell)); cell != "" && err != nil {
			wrong = append(wrong, problemOf(name, err))
		}
	}
	if err := strict(plain, &c); err != nil {
		wrong = append(wrong, problemOf("", err))
	}
	if len(wrong) > 0 {
		return c, wrong
	}
	c.Flow = models.Incoming
	complete(&c)
	return c, nil
}

// strict decodes what is left, as the API would: a field it does not know is an
// error.
func strict(fields map[string]json.RawMessage, c *models.DocumentContent) error {
	bytes, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(string(bytes)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(c); err != nil {
		return faultShape()
	}
	return nil
}

func putKind(c *models.DocumentContent, cell string) error {
	for _, facts := range models.DocKinds() {
		if cell == facts.Name || cell == string(facts.Kind) {
			c.Kind = facts.Kind
			return nil
		}
	}
	return faultChoice()
}

func putDirection(c *models.DocumentContent, cell string) error {
	for _, d := range []models.Direction{models.Upward, models.Downward, models.Parallel, models.Public} {
		if cell == d.Name() || cell == string(d) {
			c.Direction = d
			return nil
		}
	}
	return faultChoice()
}

// putUrgency takes 平件 and 普通 for what they mean: no urgency.
func putUrgency(c *models.DocumentContent, cell string) error {
	if cell != "平件" && cell != "普通" && cell != "无" {
		c.Urgency = cell
	}
	return nil
}

func putChannel(c *models.DocumentContent, cell string) error {
	for _, channel := range []models.Channel{
		models.ChannelPaper, models.ChannelExchange, models.ChannelOnline, models.ChannelMail, models.ChannelInside,
	} {
		if cell == channel.Name() || cell == string(channel) {
			c.Channel = channel
			return nil
		}
	}
	return faultChoice()
}

// putSecrecy lets only papers in that say they are none: whatever else stands
// in that column, this system may not have the paper.
func putSecrecy(_ *models.DocumentContent, cell string) error {
	switch cell {
	case "无", "公开", "非密", "普通":
		return nil
	}
	return classified.Refused()
}

// dayForms are how registers write days.
var dayForms = []string{"2006-01-02", "2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"}

// sheetEpoch is day 0 of a spreadsheet; below sheetFirst a number is no day.
var sheetEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

const sheetFirst, sheetLast = 20_000, 80_000

func putDay(put func(*models.DocumentContent, string)) func(*models.DocumentContent, string) error {
	return func(c *models.DocumentContent, cell string) error {
		for _, form := range dayForms {
			if day, err := time.Parse(form, cell); err == nil {
				put(c, day.Format("2006-01-02"))
				return nil
			}
		}
		if days, err := strconv.ParseFloat(cell, 64); err == nil && days > sheetFirst && days < sheetLast {
			put(c, sheetEpoch.AddDate(0, 0, int(days)).Format("2006-01-02"))
			return nil
		}
		return faultDay()
	}
}

func putCount(put func(*models.DocumentContent, int)) func(*models.DocumentContent, string) error {
	return func(c *models.DocumentContent, cell string) error {
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 {
			return faultCount()
		}
		put(c, n)
		return nil
	}
}

// list parts what registers write in one cell.
func list(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、,，;；\n ", r) })
}

func organs(cell string) []models.Organ {
	var out []models.Organ
	for _, name := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、,，;；\n", r) }) {
		out = append(out, models.Organ{Name: strings.TrimSpace(name)})
	}
	return out
}

func body(cell string) []models.Block {
	var out []models.Block
	for line := range strings.SplitSeq(cell, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, models.Block{Kind: models.BlockParagraph, Text: line})
		}
	}
	return out
}

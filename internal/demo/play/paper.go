package play

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/models"
)

// row is one real document as the file of them has it.
type row struct {
	Title      string `json:"title"`
	DocNo      string `json:"doc_no"`
	Issuer     string `json:"issuer"`
	DocDate    string `json:"doc_date"` // 2018年10月27日
	Topic      string `json:"topic"`
	Paragraphs []struct {
		Text string `json:"text"`
	} `json:"paragraphs"`
}

// Paper is a document to play with.
type Paper struct {
	models.DocumentContent
	Topic string
}

// errNoPapers is a file without documents.
var errNoPapers = errors.New("play: the file holds no document")

// ReadPapers reads documents from a JSON list of {title, doc_no, issuer,
// doc_date, topic, paragraphs: [{text}]}.
func ReadPapers(r io.Reader) ([]Paper, error) {
	var rows []row
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return nil, fmt.Errorf("play: reading documents: %w", err)
	}
	if len(rows) == 0 {
		return nil, errNoPapers
	}
	papers := make([]Paper, len(rows))
	for i, row := range rows {
		papers[i] = Paper{DocumentContent: row.content(), Topic: row.Topic}
	}
	return papers, nil
}

// content is the document as a registrar would enter it on the day it came; the
// day is put in later.
func (r row) content() models.DocumentContent {
	title := oneLine(r.Title)
	c := models.DocumentContent{
		Flow: models.Incoming, Kind: r.kind(title), Title: title, SourceOrg: r.Issuer, SourceDocNo: r.DocNo,
		SourceDate: isoDate(r.DocDate), SourceSealed: true, Channel: models.ChannelExchange, Copies: 1,
	}
	facts, _ := c.Kind.Facts()
	if len(facts.Directions) > 0 {
		c.Direction = facts.Directions[0]
	}
	if strings.Contains(r.DocNo, "明电") {
		c.Telegram, c.Urgency = true, models.TelegramPlain
	}
	c.MainTo, c.Body, c.Note = r.text()
	return c
}

// kind reads the kind off the title; what an order promulgates has a title of
// its own.
func (r row) kind(title string) models.DocKind {
	if strings.Contains(r.DocNo, "令") {
		return models.KindOrder
	}
	return models.KindOfTitle(title)
}

// text takes the paragraphs apart: those before and with the number are the
// head, the first one that ends in a colon names the recipients.
func (r row) text() (to []models.Organ, body []models.Block, note string) {
	texts := make([]string, 0, len(r.Paragraphs))
	for _, paragraph := range r.Paragraphs {
		if text := strings.TrimSpace(paragraph.Text); text != "" {
			texts = append(texts, text)
		}
	}
	if i := slices.Index(texts[:min(8, len(texts))], r.DocNo); i >= 0 {
		texts = texts[i+1:]
	}
	for i, text := range texts {
		switch {
		case i == 0 && strings.HasSuffix(text, "："):
			for name := range strings.SplitSeq(strings.TrimSuffix(text, "："), "，") {
				to = append(to, models.Organ{Name: oneLine(name)})
			}
		case strings.HasPrefix(text, "（此件") && note == "":
			note = strings.Trim(text, "（）")
		default:
			body = append(body, block(text))
		}
	}
	return to, body, note
}

var headings = []*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十]+、[^。]{1,40}$`),
	regexp.MustCompile(`^（[一二三四五六七八九十]+）[^。]{1,40}$`),
}

func block(text string) models.Block {
	for level, pattern := range headings {
		if pattern.MatchString(text) {
			return models.Block{Kind: models.BlockHeading, Level: level + 1, Text: text}
		}
	}
	return models.Block{Kind: models.BlockParagraph, Text: text}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), "") }

// isoDate is a Chinese date as 2006-01-02, "" for what is none.
func isoDate(text string) string {
	day, err := time.Parse("2006年1月2日", strings.TrimSpace(text))
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

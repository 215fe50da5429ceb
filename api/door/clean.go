package door

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
)

// cleanJSON is JSON whose texts are whole: broken UTF-8, which the decoder
// would quietly replace, and control characters are refused.
var cleanJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if !utf8.Valid(data) {
			return problem.Coded(faultUTF8(), "")
		}
		if err := json.Unmarshal(data, v); err != nil {
			return err
		}
		if tree, ok := v.(*any); ok {
			if err := once(data); err != nil {
				return err
			}
			return cleanTree(*tree, "")
		}
		return nil
	},
}

// once refuses a name given twice in one object: what is checked would be the
// last of them, and what is used a mixture of both.
func once(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var open []map[string]bool // names seen in each object that is open; nil in an array
	name := false              // whether a name comes next
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'):
			open = append(open, map[string]bool{})
		case json.Delim('['):
			open = append(open, nil)
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		default:
			if name {
				seen, text := open[len(open)-1], token.(string)
				if seen[text] {
					return problem.Coded(faultTwice(text), "")
				}
				seen[text], name = true, false
				continue
			}
		}
		name = len(open) > 0 && open[len(open)-1] != nil
	}
}

// cleanTree looks at every text of a decoded body, keys too.
func cleanTree(v any, at string) error {
	switch v := v.(type) {
	case string:
		if f := cleanText(v); f != nil {
			return problem.Coded(f, at)
		}
	case []any:
		for _, item := range v {
			if err := cleanTree(item, at); err != nil {
				return err
			}
		}
	case map[string]any:
		for name, item := range v {
			if f := cleanText(name); f != nil {
				return problem.Coded(f, at)
			}
			if err := cleanTree(item, at+"."+name); err != nil {
				return err
			}
		}
	}
	return nil
}

func cleanText(text string) *fault.Fault {
	if !utf8.ValidString(text) {
		return faultUTF8()
	}
	if strings.ContainsFunc(text, unwanted) {
		return faultControl()
	}
	return nil
}

// unwanted are control characters other than tab and line ends, and those that
// turn the direction of writing and so make a text read other than it is.
func unwanted(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' {
		return false
	}
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// cleanURL refuses the same in paths and queries.
func cleanURL(c *gin.Context) {
	if f := cleanText(c.Request.URL.Path); f != nil {
		stop(c, f.At("path"))
		return
	}
	query, err := url.ParseQuery(c.Request.URL.RawQuery)
	if err != nil {
		stop(c, faultQuery())
		return
	}
	for name, values := range query {
		for _, text := range append(values, name) {
			if f := cleanText(text); f != nil {
				stop(c, f.At("query"))
				return
			}
		}
	}
	c.Next()
}

package models

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// FileText says how much of a file's text is known.
type FileText string

// How much.
const (
	TextFull        FileText = "full"
	TextPartial     FileText = "partial"      // too long, or files inside the file
	TextNone        FileText = "none"         // pictures only
	TextNoConverter FileText = "no_converter" // an old format that nobody here reads
)

// Scanned says how far a file was looked through for marks of secrecy. One in
// which a mark was found is not there at all.
type Scanned string

// How far.
const (
	ScanClear   Scanned = "clear"   // all of its text
	ScanPartial Scanned = "partial" // its name, metadata and a part of its text
	ScanUnread  Scanned = "unread"  // its name and metadata only: people must look
)

// File is something that a person brought: a name for bytes that are kept under
// their hash.
type File struct {
	ID         string    `json:"id" gorm:"primaryKey"`
	SHA256     string    `json:"sha256" gorm:"column:sha256"`
	Name       string    `json:"name"`
	Size       int64     `json:"size"` // bytes
	Kind       string    `json:"kind"` // pdf, ofd, docx … by content, not by name
	Text       FileText  `json:"text" gorm:"column:text_status"`
	Scanned    Scanned   `json:"scanned"`
	Pages      int       `json:"pages,omitempty"`
	UploadedBy string    `json:"uploaded_by"`
	Port       string    `json:"-"`
	CreatedAt  time.Time `json:"created_at"`
}

// ScannedBy is how far a scan went over a text that was read so far.
func ScannedBy(text FileText) Scanned {
	switch text {
	case TextFull:
		return ScanClear
	case TextPartial:
		return ScanPartial
	case TextNone, TextNoConverter:
	}
	return ScanUnread
}

// FileInk is the kind of a file that holds handwriting.
const FileInk = "ink"

// longestFileName in characters.
const longestFileName = 200

// FileName is the name of a file as it is kept: without the folders it came
// from, and without characters that show nothing or turn the direction of
// reading, under which "exe.pdf" can hide. Wrong: FILE_NAME.
func FileName(given string) (string, error) {
	name := given[strings.LastIndexAny(given, `/\`)+1:]
	if !utf8.ValidString(name) {
		return "", wrong("file", "FILE_NAME", "文件名的编码无法识别，请改名后再上传。")
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp):
			return -1
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if strings.Trim(name, ".") == "" || utf8.RuneCountInString(name) > longestFileName {
		return "", wrong("file", "FILE_NAME", "文件名须为 1 至 200 个字。")
	}
	return name, nil
}

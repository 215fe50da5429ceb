package models

import (
	"strings"
	"time"
)

// DocumentTemplate is an outline (模板) to begin a document of one kind with.
type DocumentTemplate struct {
	ID string `json:"id"`
	// Organ that made it; empty for one that is shipped.
	Organ string  `json:"organ,omitempty"`
	Kind  DocKind `json:"kind"`
	Name  string  `json:"name"`
	// Matter is what stands between 关于 and 的 in the title.
	Matter  string  `json:"matter,omitempty"`
	Body    []Block `json:"body"`
	Shipped bool    `json:"shipped,omitempty"`
	// ChangedBy and ChangedAt: who gave it its present words.
	ChangedBy string     `json:"changed_by,omitempty"`
	ChangedAt *time.Time `json:"changed_at,omitempty"`
}

// Validate says everything that is wrong with the template.
func (t DocumentTemplate) Validate() FieldErrors {
	var errs FieldErrors
	if _, known := t.Kind.Facts(); !known {
		errs.add("kind", "KIND_UNKNOWN", "没有这个文种，请从法定文种中选择。")
	}
	if strings.TrimSpace(t.Name) == "" {
		errs.add("name", "REQUIRED", "请填写模板名称。")
	}
	if len(t.Body) == 0 {
		errs.add("body", "REQUIRED", "模板没有正文。")
	}
	checkText(&errs, "name", t.Name, maxName)
	checkText(&errs, "matter", t.Matter, maxName)
	DocumentContent{Body: t.Body}.validateBody(&errs)
	return errs
}

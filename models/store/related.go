package store

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// mostRelated is how many related cases are shown.
const mostRelated = 100

// CaseRelated are the cases that the record connects with a case, of those that
// the viewer may see: what it answers and what answers it, what it was before a
// return and after, whence it was delivered and where it was registered, and
// what its forms name. CASE_NOT_FOUND.
func (s *Store) CaseRelated(ctx context.Context, viewer models.Viewer, id string) ([]models.Related, error) {
	record, err := s.Case(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	links, err := s.links(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, named := range namedCases(record.Definition, record.State.Form) {
		links = append(links, link{models.RelNamed, named})
	}
	ids := make([]string, len(links))
	for i, l := range links {
		ids[i] = l.other
	}
	var cases []models.Case
	err = s.DB(ctx).Scopes(Visible(viewer, "cases.id")).Where("id IN ? AND id <> ?", ids, id).Limit(mostRelated).Find(&cases).Error
	if err != nil {
		return nil, asFault(err)
	}
	related := []models.Related{}
	told := map[string]bool{}
	for _, l := range links {
		at := slices.IndexFunc(cases, func(c models.Case) bool { return c.ID == l.other })
		if at < 0 || told[l.other] {
			continue
		}
		told[l.other] = true
		localize(&cases[at])
		related = append(related, models.Related{Relation: l.relation, Case: cases[at]})
	}
	return related, nil
}

// link is one connection, before anybody asked who may see it.
type link struct {
	relation models.CaseRelation
	other    string
}

// links are the connections of the document of a case, both ways.
func (s *Store) links(ctx context.Context, id string) ([]link, error) {
	var links []link
	for _, q := range []struct {
		relation models.CaseRelation
		query    string
	}{
		{models.RelAnsweredBy, "SELECT case_id FROM documents WHERE answers = ?"},
		{models.RelAnswers, "SELECT answers FROM documents WHERE case_id = ? AND answers <> ''"},
		{models.RelResubmitted, "SELECT case_id FROM documents WHERE resubmit_of = ?"},
		{models.RelResubmits, "SELECT resubmit_of FROM documents WHERE case_id = ? AND resubmit_of <> ''"},
		{models.RelSentFrom, "SELECT d.case_id FROM documents JOIN deliveries d ON d.id = documents.delivery_id WHERE documents.case_id = ?"},
		{models.RelRegistered, "SELECT documents.case_id FROM documents JOIN deliveries d ON d.id = documents.delivery_id WHERE d.case_id = ?"},
	} {
		var others []string
		if err := s.DB(ctx).Raw(q.query, id).Scan(&others).Error; err != nil {
			return nil, asFault(err)
		}
		slices.Sort(others)
		for _, other := range others {
			links = append(links, link{q.relation, other})
		}
	}
	return links, nil
}

// namedCases are the cases that a form names.
func namedCases(def process.Definition, form process.Form) []string {
	var named []string
	for _, step := range def.Steps {
		for _, field := range step.Form {
			if field.Type == process.FieldCase {
				named = append(named, form[field.Key]...)
			}
		}
	}
	return named
}

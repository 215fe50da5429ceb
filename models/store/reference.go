package store

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// mayName says whether the person may name the case in another one: it is there
// and he sees it. What is not there and what he may not see are the same to
// him. The system names what is there.
func (s *Store) mayName(ctx context.Context, person process.Person, caseID string) (bool, error) {
	if person.ID != process.System {
		return s.MaySee(ctx, models.Viewer{PersonID: person.ID, Addresses: Addresses(person)}, caseID)
	}
	var found []string
	err := s.DB(ctx).Table("cases").Where("id = ?", caseID).Pluck("id", &found).Error
	return len(found) == 1 && found[0] == caseID, err // not found by padding
}

// unknownCase is the one answer for a case that is not there and for one that
// may not be seen.
func unknownCase(field string) error {
	return fault.New(fault.Invalid, "CASE_UNKNOWN", wordsCaseUnknown).At(field)
}

// checkReference refuses a form that names a case its actor does not see. The
// answer to the very case may be named by whoever works on it: its document
// says what it answers.
func (r *resolver) checkReference(ctx context.Context, f *process.Field, caseID string) error {
	ok, err := r.tx.mayName(ctx, r.command.By, caseID)
	if err != nil || ok {
		return err
	}
	var answers []string
	err = r.tx.DB(ctx).Model(&documentRow{}).
		Where("case_id = ? AND answers = ? AND owner_unit = ?", caseID, r.act.CaseID, r.owner()).
		Pluck("case_id", &answers).Error
	if err != nil || len(answers) == 1 && answers[0] == caseID {
		return err
	}
	return unknownCase("form." + f.Key)
}

// refers refuses a text that comes to name a case its author does not see. What
// an earlier text named stands, whoever goes on writing.
func (w *documentWriter) refers(ctx context.Context, by string, at time.Time, was documentRow, c *models.DocumentContent) error {
	person := process.Person{ID: by}
	for _, named := range []struct{ field, was, now string }{
		{"document.answers", was.Answers, c.Answers},
		{"document.resubmit_of", was.ResubmitOf, c.ResubmitOf},
	} {
		if named.now == "" || named.now == named.was {
			continue
		}
		if by != process.System && person.Posts == nil {
			persons, err := w.tx.PersonsFor(ctx, []string{by}, at)
			if err != nil {
				return err
			}
			person.Posts = persons[by].Posts
		}
		ok, err := w.tx.mayName(ctx, person, named.now)
		if err != nil {
			return err
		}
		if !ok {
			return unknownCase(named.field)
		}
	}
	return nil
}

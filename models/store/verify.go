package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
)

// Finding is the first broken row of one kind of damage, and how many there are.
type Finding struct {
	Check  Check  `json:"check"`
	Table  string `json:"table"`
	CaseID string `json:"case_id,omitempty"`
	Seq    int64  `json:"seq,omitempty"`
	Row    string `json:"row,omitempty"` // key of the row, where the seq does not say it
	Column string `json:"column,omitempty"`
	Detail string `json:"detail"` // Chinese
	Count  int    `json:"count"`
}

// Check names a kind of damage.
type Check string

// The checks.
const (
	CheckSeq      Check = "seq"      // events are numbered without a gap
	CheckChain    Check = "chain"    // each event's hash covers it and the one before
	CheckHead     Check = "head"     // the case ends where its ledger ends
	CheckReplay   Check = "replay"   // the events, applied again, give the state
	CheckCase     Check = "case"     // the row of the case shows its state
	CheckWaits    Check = "waits"    // an open case waits for somebody, a closed one for nobody
	CheckTasks    Check = "tasks"    // the tasks show the state too,
	CheckClocks   Check = "clocks"   // the clocks,
	CheckEntries  Check = "entries"  // their ledgers,
	CheckOpinions Check = "opinions" // the opinions,
	CheckInbox    Check = "inbox"    // the boxes
	CheckAccess   Check = "access"   // and who may see the case
	CheckDelivery Check = "delivery" // what was dispatched, and its receipts
	CheckCommands Check = "commands" // every event has its act and every act its events
	CheckNumbers  Check = "numbers"  // no number missing, none twice, each with its event
	CheckContents Check = "contents" // bytes are under the hash of themselves
	CheckOrphans  Check = "orphans"  // no row without its case

	CheckDocuments   Check = "documents"   // documents show what their cases say
	CheckPeople      Check = "people"      // nobody holds posts that exclude one another
	CheckSecurity    Check = "security"    // the security log is as it was written
	CheckAnnotations Check = "annotations" // and so is what was drawn on papers
)

// Report is what Verify found.
type Report struct {
	Cases    int       `json:"cases"`
	Events   int       `json:"events"`
	Numbers  int       `json:"numbers"`
	Findings []Finding `json:"findings"`
}

// Whole says whether nothing was found.
func (r *Report) Whole() bool { return len(r.Findings) == 0 }

func (r *Report) find(f Finding) {
	for i := range r.Findings {
		if r.Findings[i].Check == f.Check {
			r.Findings[i].Count++
			return
		}
	}
	f.Count = 1
	r.Findings = append(r.Findings, f)
}

// verifyBatch is the number of cases looked at together.
const verifyBatch = 100

// Verify proves the whole record: every chain, that each state is the replay of
// its events, that lists show the states, numbers, acts and contents. It may
// run while people work: a case with a finding is looked at again with its row
// locked. progress, when not nil, is told how many cases are done.
func (s *Store) Verify(ctx context.Context, progress func(cases int)) (Report, error) {
	report := Report{Findings: []Finding{}}
	after := ""
	for {
		var cases []models.Case
		err := s.DB(ctx).Where("id > ?", after).Order("id").Limit(verifyBatch).Find(&cases).Error
		if err != nil {
			return report, asFault(err)
		}
		if len(cases) == 0 {
			break
		}
		after = cases[len(cases)-1].ID
		if err := s.verifyCases(ctx, cases, &report); err != nil {
			return report, asFault(err)
		}
		if progress != nil {
			progress(report.Cases)
		}
	}
	for _, check := range []func(context.Context, *Report) error{
		s.verifyNumbers, s.verifyContents, s.verifyDocuments, s.verifyPeople, s.verifySecurity, s.verifyAnnotations, s.verifyOrphans,
	} {
		if err := check(ctx, &report); err != nil {
			return report, asFault(err)
		}
	}
	return report, nil
}

func (s *Store) verifyCases(ctx context.Context, cases []models.Case, report *Report) error {
	rows, err := s.rowsOf(ctx, cases)
	if err != nil {
		return err
	}
	for i := range cases {
		id := cases[i].ID
		proof := prove(rows[id])
		if len(proof.findings) > 0 {
			if proof, err = s.proveLocked(ctx, id); err != nil {
				return err
			}
		}
		report.Cases++
		report.Events += len(rows[id].events)
		for _, f := range proof.findings {
			report.find(f)
		}
	}
	return nil
}

// proveLocked looks at one case while nobody writes to it.
func (s *Store) proveLocked(ctx context.Context, id string) (*proof, error) {
	var p *proof
	err := s.Tx(ctx, func(tx *Store) error {
		var row models.Case
		query := tx.DB(ctx)
		if tx.dialect == MySQL {
			query = query.Clauses(forUpdate)
		}
		err := query.Where("id = ?", id).Take(&row).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			p = &proof{}
			return nil
		}
		if err != nil {
			return err
		}
		rows, err := tx.rowsOf(ctx, []models.Case{row})
		if err == nil {
			p = prove(rows[id])
		}
		return err
	})
	return p, err
}

// caseRows is all that the record holds of one case.
type caseRows struct {
	row        models.Case
	table      []byte // of the process
	events     []models.Event
	tasks      []models.Task
	opinions   []models.Opinion
	clocks     []models.Clock
	entries    []models.ClockEntry
	inbox      []inboxRow
	access     []accessRow
	deliveries []models.Delivery
	commands   []commandRow
	numbers    []models.Number
}

func (s *Store) rowsOf(ctx context.Context, cases []models.Case) (map[string]*caseRows, error) {
	all := make(map[string]*caseRows, len(cases))
	var ids, hashes []string
	for _, c := range cases {
		all[c.ID] = &caseRows{row: c}
		ids, hashes = append(ids, c.ID), append(hashes, c.Definition)
	}
	var tables []contentRow
	err := errors.Join(
		s.DB(ctx).Where("hash IN ?", unique(hashes)).Find(&tables).Error,
		rowsFor(ctx, s, ids, "case_id, seq", func(r *models.Event) { all[r.CaseID].events = append(all[r.CaseID].events, *r) }),
		rowsFor(ctx, s, ids, "id", func(r *models.Task) { all[r.CaseID].tasks = append(all[r.CaseID].tasks, *r) }),
		rowsFor(ctx, s, ids, "seq", func(r *models.Opinion) { all[r.CaseID].opinions = append(all[r.CaseID].opinions, *r) }),
		rowsFor(ctx, s, ids, "id", func(r *models.Clock) { all[r.CaseID].clocks = append(all[r.CaseID].clocks, *r) }),
		rowsFor(ctx, s, ids, "seq", func(r *models.ClockEntry) { all[r.CaseID].entries = append(all[r.CaseID].entries, *r) }),
		rowsFor(ctx, s, ids, "ref", func(r *inboxRow) { all[r.CaseID].inbox = append(all[r.CaseID].inbox, *r) }),
		rowsFor(ctx, s, ids, "address", func(r *accessRow) { all[r.CaseID].access = append(all[r.CaseID].access, *r) }),
		rowsFor(ctx, s, ids, "id", func(r *models.Delivery) { all[r.CaseID].deliveries = append(all[r.CaseID].deliveries, *r) }),
		rowsFor(ctx, s, ids, "seq, id", func(r *commandRow) { all[r.CaseID].commands = append(all[r.CaseID].commands, *r) }),
		rowsFor(ctx, s, ids, "n", func(r *models.Number) { all[r.CaseID].numbers = append(all[r.CaseID].numbers, *r) }),
	)
	for _, t := range tables {
		for _, rows := range all {
			if rows.row.Definition == t.Hash {
				rows.table = t.Bytes
			}
		}
	}
	return all, err
}

func rowsFor[T any](ctx context.Context, s *Store, ids []string, order string, take func(*T)) error {
	var rows []T
	if err := s.DB(ctx).Where("case_id IN ?", ids).Order(order).Find(&rows).Error; err != nil {
		return err
	}
	for i := range rows {
		take(&rows[i])
	}
	return nil
}

package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/ledger"
	"github.com/zhihui-renda/renda/models"
)

type securityRow struct {
	Seq       int64 `gorm:"primaryKey;autoIncrement:false"`
	At        time.Time
	Kind      string
	PersonID  string
	Success   bool
	IP        string
	Port      string
	Object    string
	ObjectID  string
	Detail    string
	RequestID string
	PrevHash  string
	Hash      string
}

func (securityRow) TableName() string { return "security_log" }

type securityHead struct {
	ID   int `gorm:"primaryKey;autoIncrement:false"`
	Seq  int64
	Hash string
}

func (securityHead) TableName() string { return "security_head" }

// Record appends to the security log; Seq and hashes are its own. Within Tx the
// line is there if and only if what it tells of is. Twice is two lines.
func (s *Store) Record(ctx context.Context, e models.SecurityEntry) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	return s.Tx(ctx, func(tx *Store) error {
		var head securityHead
		if err := tx.DB(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = 1").Take(&head).Error; err != nil {
			return err
		}
		row := securityRow{
			Seq: head.Seq + 1, At: utc(e.At), Kind: string(e.Kind), PersonID: cut(e.PersonID, 40), Success: e.Success,
			IP: cut(e.IP, 64), Port: cut(e.Port, 20), Object: cut(e.Object, 40), ObjectID: cut(e.ObjectID, 64),
			Detail: string(detail), RequestID: cut(e.RequestID, 64), PrevHash: head.Hash,
		}
		row.Hash = row.link()
		if err := tx.DB(ctx).Create(&row).Error; err != nil {
			return err
		}
		return tx.DB(ctx).Model(&securityHead{}).Where("id = 1").Updates(map[string]any{"seq": row.Seq, "hash": row.Hash}).Error
	})
}

// link is the hash of the row behind the one before it.
func (r securityRow) link() string {
	payload, _ := json.Marshal([]any{r.Success, r.IP, r.Object, r.ObjectID, r.Detail}) // strings and a bool
	return ledger.Link(r.PrevHash, ledger.Entry{
		CaseID: "security", Seq: r.Seq, CommandID: r.RequestID, Type: r.Kind, Actor: r.PersonID, Port: r.Port,
		At: r.At, Payload: string(payload),
	})
}

// SecurityLog returns lines newest first; see models.SecurityQuery.
func (s *Store) SecurityLog(ctx context.Context, q models.SecurityQuery) ([]models.SecurityEntry, error) {
	query := s.DB(ctx).Order("seq DESC").Limit(q.Limit)
	if q.Kind != "" {
		query = query.Where("kind = ?", string(q.Kind))
	}
	if q.PersonID != "" {
		query = query.Where("person_id = ?", q.PersonID)
	}
	if !q.From.IsZero() {
		query = query.Where("at >= ?", utc(q.From))
	}
	if !q.Until.IsZero() {
		query = query.Where("at < ?", utc(q.Until))
	}
	if q.Before > 0 {
		query = query.Where("seq < ?", q.Before)
	}
	var rows []securityRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	entries := make([]models.SecurityEntry, len(rows))
	for i, r := range rows {
		entries[i] = r.entry()
	}
	return entries, nil
}

// SecurityPage is some lines of the log, and the cursor of the next page.
type SecurityPage struct {
	Entries []models.SecurityEntry
	Next    string
}

// SecurityPage returns a page of the log, newest first; q.Before is the
// cursor's to say. Faults: BAD_CURSOR, BAD_LIMIT.
func (s *Store) SecurityPage(ctx context.Context, q models.SecurityQuery, cursor string) (SecurityPage, error) {
	var page SecurityPage
	limit, err := pageLimit(q.Limit, 50, 200)
	if err != nil {
		return page, err
	}
	scope := strings.Join([]string{"security", string(q.Kind), q.PersonID, q.From.UTC().String(), q.Until.UTC().String()}, cursorSeparator)
	after, err := readCursor(scope, cursor, 1)
	if err != nil {
		return page, err
	}
	if cursor != "" {
		if q.Before, err = strconv.ParseInt(after[0], 10, 64); err != nil {
			return page, err
		}
	}
	q.Limit = limit + 1
	if page.Entries, err = s.SecurityLog(ctx, q); err != nil {
		return page, err
	}
	if len(page.Entries) > limit {
		page.Entries = page.Entries[:limit]
		page.Next = makeCursor(scope, strconv.FormatInt(page.Entries[limit-1].Seq, 10))
	}
	return page, nil
}

// VerifySecurityLog walks the chain and returns the seq of the first line that
// is not as it was written, or follows one that is missing; 0 when all is well.
func (s *Store) VerifySecurityLog(ctx context.Context) (int64, error) {
	var head securityHead
	if err := s.DB(ctx).Where("id = 1").Take(&head).Error; err != nil {
		return 0, err
	}
	last := securityHead{Hash: ledger.Genesis}
	for {
		var rows []securityRow
		err := s.DB(ctx).Where("seq > ? AND seq <= ?", last.Seq, head.Seq).Order("seq").Limit(1000).Find(&rows).Error
		if err != nil {
			return 0, err
		}
		for _, r := range rows {
			if r.Seq != last.Seq+1 || r.PrevHash != last.Hash || r.Hash != r.link() {
				return last.Seq + 1, nil
			}
			last.Seq, last.Hash = r.Seq, r.Hash
		}
		if len(rows) == 0 {
			break
		}
	}
	if last.Seq != head.Seq || last.Hash != head.Hash {
		return last.Seq + 1, nil
	}
	return s.behindEnd(ctx)
}

// behindEnd returns the seq of a line that the end of the chain does not know.
func (s *Store) behindEnd(ctx context.Context) (int64, error) {
	var row securityRow
	err := s.DB(ctx).Where("seq > (SELECT seq FROM security_head WHERE id = 1)").Order("seq").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, nil
	}
	return row.Seq, err
}

func (r securityRow) entry() models.SecurityEntry {
	e := models.SecurityEntry{
		Seq: r.Seq, At: local(r.At), Kind: models.SecurityKind(r.Kind), PersonID: r.PersonID, Success: r.Success, IP: r.IP,
		Port: r.Port, Object: r.Object, ObjectID: r.ObjectID, RequestID: r.RequestID, PrevHash: r.PrevHash, Hash: r.Hash,
	}
	_ = json.Unmarshal([]byte(r.Detail), &e.Detail) // a spoiled detail is shown by the chain
	return e
}

package store

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type consentRow struct {
	ID           string `gorm:"primaryKey"`
	Kind         string
	PersonID     string
	Subject      string
	Role         string
	Object       string
	Action       string
	PasswordHash string
	Reason       string
	Decision     string
	ProposedBy   string
	ProposedAt   time.Time
	DecidedBy    string
	DecidedAt    *time.Time

	DecisionReason string
	UnitID         string
	FromAt         *time.Time
	UntilAt        *time.Time
}

func (consentRow) TableName() string { return "consents" }

// ProposeRule asks for a rule to be added to the policy or taken from it. That
// the rule makes sense is for policies to say. Faults: CONSENT_PENDING.
func (s *Store) ProposeRule(ctx context.Context, kind models.ConsentKind, rule models.PolicyRule, reason string, by models.By) (models.Consent, error) {
	var consent models.Consent
	if err := models.CheckReason(reason); err != nil {
		return consent, wrongInput(err)
	}
	err := s.Tx(ctx, func(tx *Store) (err error) {
		consent, err = tx.propose(ctx, models.Consent{Kind: kind, Rule: &rule, Reason: reason}, "", by)
		return err
	})
	return consent, err
}

func (s *Store) propose(ctx context.Context, c models.Consent, passwordHash string, by models.By) (models.Consent, error) {
	c.ID, c.Decision, c.ProposedBy, c.ProposedAt = newID(), models.Pending, by.PersonID, by.At
	row := consentRow{
		ID: c.ID, Kind: string(c.Kind), PersonID: c.PersonID, Subject: c.Subject, PasswordHash: passwordHash,
		Reason: c.Reason, Decision: string(c.Decision), ProposedBy: c.ProposedBy, ProposedAt: utc(c.ProposedAt),
	}
	kind, object, id := models.SecPolicyProposed, "person", c.PersonID
	if c.Rule != nil {
		row.Role, row.Object, row.Action = c.Rule.Role, c.Rule.Object, c.Rule.Action
		object, id = "policy", c.ID
	}
	if c.Post != nil {
		row.Role, row.UnitID, row.FromAt, row.UntilAt = c.Post.Role, c.Post.UnitID, utcPtr(&c.Post.From), utcPtr(c.Post.Until)
	}
	if c.Kind == models.ConsentPassword {
		kind = models.SecPasswordReset
	}
	same := s.DB(ctx).Model(&consentRow{}).Where("decision = ? AND kind = ?", string(models.Pending), row.Kind).
		Where("person_id = ? AND subject = ?", row.PersonID, row.Subject).
		Where("role = ? AND object = ? AND action = ?", row.Role, row.Object, row.Action)
	if err := same.Take(&consentRow{}).Error; err == nil {
		return c, fault.New(fault.Conflict, "CONSENT_PENDING", "同样的申请正在等待审批。")
	} else if !errors.Is(err, gorm.ErrRecordNotFound) {
		return c, err
	}
	if err := s.DB(ctx).Create(&row).Error; err != nil {
		return c, err
	}
	entry := by.Entry(kind, object, id)
	entry.Detail = map[string]string{"consent": c.ID, "kind": string(c.Kind)}
	return c, s.Record(ctx, entry)
}

// ConsentPage is some requests for consent, and the cursor of the next page.
type ConsentPage struct {
	Consents []models.Consent
	Next     string
}

// Consents are the requests that wait, or all of them, newest first. Faults:
// BAD_CURSOR, BAD_LIMIT.
func (s *Store) Consents(ctx context.Context, waiting bool, cursor string, limit int) (ConsentPage, error) {
	var page ConsentPage
	scope := "consents " + strconv.FormatBool(waiting)
	limit, err := pageLimit(limit, 50, 200)
	if err != nil {
		return page, err
	}
	after, err := readCursor(scope, cursor, 1)
	if err != nil {
		return page, err
	}
	query := s.DB(ctx).Order("id DESC").Limit(limit + 1)
	if waiting {
		query = query.Where("decision = ?", string(models.Pending))
	}
	if cursor != "" {
		query = query.Where("id < ?", after[0])
	}
	var rows []consentRow
	if err := query.Find(&rows).Error; err != nil {
		return page, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = makeCursor(scope, rows[limit-1].ID)
	}
	for _, r := range rows {
		page.Consents = append(page.Consents, r.consent())
	}
	return page, nil
}

// DecideConsent approves or refuses what another administrator asked for; what
// is approved holds from this instant. Faults: CONSENT_UNKNOWN, CONSENT_DECIDED,
// CONSENT_OWN for the proposer and for the person concerned, CONSENT_ROLE for
// somebody whose role it is not to decide, REASON_REQUIRED for a refusal
// without one.
func (s *Store) DecideConsent(ctx context.Context, id string, decision models.Decision, reason string, by models.By) (models.Consent, error) {
	var consent models.Consent
	if decision == models.Refused || reason != "" {
		if err := models.CheckReason(reason); err != nil {
			return consent, wrongInput(err)
		}
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		row, err := tx.pendingConsent(ctx, id)
		if err != nil {
			return err
		}
		if row.ProposedBy == by.PersonID || row.PersonID == by.PersonID {
			return fault.New(fault.Denied, "CONSENT_OWN", "自己提出的、或涉及自己的申请，须由另一位管理员审批。")
		}
		posts, err := tx.PostsAt(ctx, by.PersonID, by.At)
		if err != nil {
			return err
		}
		deciders := models.ConsentKind(row.Kind).Deciders()
		if !slices.ContainsFunc(deciders, func(role string) bool { return holds(posts, role) }) {
			return fault.New(fault.Denied, "CONSENT_ROLE", "此项申请不由您审批。")
		}
		if err := tx.carryOut(ctx, row, decision, by); err != nil {
			return err
		}
		at := utc(by.At)
		row.Decision, row.DecidedBy, row.DecidedAt, row.PasswordHash = string(decision), by.PersonID, &at, ""
		row.DecisionReason = reason
		if err := tx.DB(ctx).Save(&row).Error; err != nil {
			return err
		}
		consent = row.consent()
		entry := by.Entry(models.SecConsent, "consent", id)
		entry.Detail = map[string]string{"kind": row.Kind, "decision": row.Decision, "person": row.PersonID}
		return tx.Record(ctx, entry)
	})
	return consent, err
}

func (s *Store) pendingConsent(ctx context.Context, id string) (consentRow, error) {
	var row consentRow
	err := s.DB(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.New(fault.NotFound, "CONSENT_UNKNOWN", "没有这个申请。")
	}
	if err == nil && row.Decision != string(models.Pending) {
		return row, fault.New(fault.Conflict, "CONSENT_DECIDED", "该申请已经审批过。")
	}
	return row, err
}

// carryOut does what was asked for, or clears away what a refusal leaves.
func (s *Store) carryOut(ctx context.Context, row consentRow, decision models.Decision, by models.By) error {
	approved := decision == models.Approved
	switch kind := models.ConsentKind(row.Kind); kind {
	case models.ConsentPost:
		if !approved {
			return s.DB(ctx).Where("id = ? AND approved_at IS NULL", row.Subject).Delete(&postRow{}).Error
		}
		return s.DB(ctx).Model(&postRow{}).Where("id = ?", row.Subject).Update("approved_at", utc(by.At)).Error
	case models.ConsentPassword:
		if !approved {
			return nil
		}
		person, err := s.personRow(ctx, "id = ?", row.PersonID)
		if err != nil {
			return err
		}
		if err := s.setPassword(ctx, person, row.PasswordHash, true, by); err != nil {
			return err
		}
		return s.endSessions(ctx, row.PersonID, "", by)
	case models.ConsentGrant, models.ConsentWithdraw:
		if !approved {
			return nil
		}
		return s.setRule(ctx, *row.consent().Rule, kind == models.ConsentGrant)
	}
	return nil
}

// dropConsents refuses what waits about a post that is gone.
func (s *Store) dropConsents(ctx context.Context, postID string, by models.By) error {
	return s.DB(ctx).Model(&consentRow{}).Where("subject = ? AND decision = ?", postID, string(models.Pending)).
		Updates(map[string]any{
			"decision": string(models.Refused), "decided_by": by.PersonID, "decided_at": utc(by.At),
		}).Error
}

func (r consentRow) consent() models.Consent {
	c := models.Consent{
		ID: r.ID, Kind: models.ConsentKind(r.Kind), PersonID: r.PersonID, Subject: r.Subject, Reason: r.Reason,
		Decision: models.Decision(r.Decision), ProposedBy: r.ProposedBy, ProposedAt: local(r.ProposedAt),
		DecidedBy: r.DecidedBy, DecidedAt: localPtr(r.DecidedAt), DecisionReason: r.DecisionReason,
	}
	switch {
	case r.Role == "":
	case c.Kind == models.ConsentPost:
		c.Post = &models.ConsentPostOf{Role: r.Role, UnitID: r.UnitID, Until: localPtr(r.UntilAt)}
		if r.FromAt != nil {
			c.Post.From = local(*r.FromAt)
		}
	default:
		c.Rule = &models.PolicyRule{Role: r.Role, Object: r.Object, Action: r.Action, Basis: r.Reason}
	}
	return c
}

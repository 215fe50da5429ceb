package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// RuleQuestion asks what the rules between organs must know for a document.
type RuleQuestion struct {
	OwnerUnit string // the organ
	Stage     models.Stage
	Content   models.DocumentContent
	// State of the case, nil before there is one.
	State *process.State
	Now   time.Time // zero: now
}

// RuleFacts reads the facts for CheckRules from the tree of units, the
// letterheads and the case. An outgoing document under an unknown letterhead is
// Invalid, NO_LETTERHEAD.
func (s *Store) RuleFacts(ctx context.Context, q RuleQuestion) (models.OrgFacts, error) {
	units, err := s.Units(ctx, true)
	if err != nil {
		return models.OrgFacts{}, err
	}
	tree := newOrgTree(units)
	facts := models.OrgFacts{Stage: q.Stage}
	if q.Content.Flow == models.Incoming {
		// The sender is somebody else: found by name, or nothing is known.
		facts.Sender = tree.sender(tree.named(q.Content.SourceOrg))
	} else if facts.Sender, err = s.issuer(ctx, tree, q); err != nil {
		return facts, err
	}
	facts.Units = tree.around(q.Content, tree.organ(tree.senderID(q.Content, q.OwnerUnit)))
	if q.State == nil {
		return facts, nil
	}
	facts.Countersigns = countersigns(q.State, tree)
	return facts, s.signerFacts(ctx, q, &facts)
}

// issuer is who issues under a letterhead of the organ. A unit in place of a
// letterhead is one without its own. Nobody writes in another organ's name.
func (s *Store) issuer(ctx context.Context, tree orgTree, q RuleQuestion) (models.SenderFacts, error) {
	letterheads, err := s.Letterheads(ctx, "")
	if err != nil {
		return models.SenderFacts{}, err
	}
	id := q.Content.IssuingOrg
	i := slices.IndexFunc(letterheads, func(l models.Letterhead) bool {
		return l.ID == id && l.Closed == nil && tree.organ(l.UnitID) == q.OwnerUnit
	})
	if i >= 0 {
		sender := tree.sender(letterheads[i].UnitID)
		sender.Letterhead = true
		sender.Name = letterheads[i].Issuer
		return sender, nil
	}
	if _, ok := tree.units[id]; ok && tree.organ(id) == q.OwnerUnit {
		return tree.sender(id), nil
	}
	return models.SenderFacts{}, fault.New(fault.Invalid, "NO_LETTERHEAD", wordsNoLetterhead).At("document.issuing_org")
}

// signerFacts are the name and the roles of the one who is to sign.
func (s *Store) signerFacts(ctx context.Context, q RuleQuestion, facts *models.OrgFacts) error {
	signer := first(q.State.Form["signer"])
	if signer == "" {
		return nil
	}
	now := q.Now
	if now.IsZero() {
		now = time.Now()
	}
	names, err := s.NamesOf(ctx, []string{signer})
	if err != nil {
		return err
	}
	persons, err := s.PersonsFor(ctx, []string{signer}, now)
	if err != nil {
		return err
	}
	facts.SignerNames = []string{names[signer]}
	for _, post := range persons[signer].Posts {
		if post.Unit == q.OwnerUnit {
			facts.SignerRoles = append(facts.SignerRoles, post.Role)
		}
	}
	return nil
}

// countersigns are the answers of the last time that units were asked.
func countersigns(state *process.State, tree orgTree) []models.Countersign {
	round := 0
	for _, visit := range state.Visits {
		if visit.Step == "countersign" && visit.How != process.CameSkipped {
			round = visit.Round
		}
	}
	var out []models.Countersign
	for _, task := range state.Tasks {
		if task.Kind != process.TaskAct || task.Round != round || round == 0 || task.Pool == nil || task.Status == process.TaskIsCancelled {
			continue
		}
		sign := models.Countersign{Unit: tree.units[task.Pool.Unit].Name}
		switch {
		case task.Status != process.TaskIsDone:
		case task.Outcome == process.OutcomeApprove:
			sign.Answer = "agree"
		default:
			sign.Answer = "disagree"
		}
		out = append(out, sign)
	}
	return out
}

// orgTree answers who is above whom.
type orgTree struct {
	units  map[string]models.Unit
	byName map[string]string
}

func newOrgTree(units []models.Unit) orgTree {
	tree := orgTree{units: map[string]models.Unit{}, byName: map[string]string{}}
	for _, unit := range units {
		tree.units[unit.ID] = unit
		for _, name := range []string{unit.Name, unit.ShortName} {
			if name = strings.TrimSpace(name); name != "" {
				tree.byName[name] = unit.ID
			}
		}
	}
	return tree
}

func (t orgTree) named(name string) string { return t.byName[strings.TrimSpace(name)] }

// organ is the organ that a unit is or belongs to, "" for an unknown unit.
func (t orgTree) organ(id string) string {
	for range len(t.units) + 1 {
		unit, ok := t.units[id]
		if !ok || unit.Organ {
			return id
		}
		id = unit.ParentID
	}
	return ""
}

// above are the organs over an organ, the nearest first.
func (t orgTree) above(organ string) []string {
	var out []string
	for range len(t.units) + 1 {
		unit, ok := t.units[organ]
		if !ok || unit.ParentID == "" {
			break
		}
		organ = t.organ(unit.ParentID)
		out = append(out, organ)
	}
	return out
}

func (t orgTree) senderID(c models.DocumentContent, owner string) string {
	if c.Flow == models.Incoming {
		return t.named(c.SourceOrg)
	}
	return owner
}

func (t orgTree) sender(id string) models.SenderFacts {
	unit, ok := t.units[id]
	if !ok {
		return models.SenderFacts{}
	}
	organ := t.organ(id)
	above := t.above(organ)
	facts := models.SenderFacts{
		Name: unit.Name, Congress: t.units[organ].Kind == models.UnitCongress, Internal: !unit.Organ,
		Office: unit.Kind == models.UnitOffice, Department: t.units[organ].Kind == models.UnitBureau, Level: len(above) + 1,
	}
	for _, superior := range above[:min(1, len(above))] {
		facts.Superiors = append(facts.Superiors, t.units[superior].Name)
	}
	return facts
}

// around are the facts of every organ that a document names, seen from the
// sender's organ.
func (t orgTree) around(c models.DocumentContent, sender string) map[string]models.UnitFacts {
	out := map[string]models.UnitFacts{}
	for _, organ := range slices.Concat(c.MainTo, c.CC, c.JointOrgs) {
		id := organ.Unit
		if _, ok := t.units[id]; !ok {
			id = t.named(organ.Name)
		}
		if _, ok := t.units[id]; !ok {
			continue
		}
		facts := t.seen(id, sender)
		out[organ.Name] = facts
		if organ.Unit != "" {
			out[organ.Unit] = facts
		}
	}
	return out
}

func (t orgTree) seen(id, sender string) models.UnitFacts {
	organ := t.organ(id)
	above, mine := t.above(organ), t.above(sender)
	kind := t.units[organ].Kind
	facts := models.UnitFacts{
		Level:     len(above) + 1,
		Governing: kind == models.UnitGovernment || kind == models.UnitTown || kind == models.UnitParty,
		Relation:  models.RelationPeer,
	}
	switch {
	case sender == "":
		facts.Relation = models.RelationUnknown
	case organ == sender:
		facts.Relation = models.RelationInside
	case len(mine) > 0 && mine[0] == organ:
		facts.Relation = models.RelationSuperior
	case slices.Contains(mine, organ):
		facts.Relation = models.RelationHigher
	case slices.Contains(above, sender):
		facts.Relation = models.RelationLower
	}
	for _, superior := range above[:min(1, len(above))] {
		facts.Superiors = append(facts.Superiors, t.units[superior].Name)
	}
	return facts
}

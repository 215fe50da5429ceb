package models

import "slices"

// RuleLevel is what a finding means for the one who submits.
type RuleLevel string

// The levels.
const (
	Forbid RuleLevel = "block" // 不得提交
	Warn   RuleLevel = "warn"  // 提示，说明后可以提交
	Hint   RuleLevel = "hint"  // 建议
)

// RuleSigner is the rule that asks for the chief's signature (条例第二十二条).
const RuleSigner = "R-SIGNER-CHAIR"

// Rule is one of the rules for documents between organs (行文规则), by name.
type Rule struct {
	ID string `json:"id"`
	// Article the rule stands on, as people cite it.
	Article string `json:"article"`
	// Title says in a line what it asks for.
	Title string `json:"title"`
	// Level is the gravest a finding of this rule can have.
	Level RuleLevel `json:"level"`
	// ReturnCode is the code (退文代码) under which an incoming document that
	// breaks the rule goes back to its sender; empty when it need not.
	ReturnCode string `json:"return_code,omitempty"`

	check func(DocumentContent, OrgFacts) []broken
}

// Finding is what a rule has against a document.
type Finding struct {
	Rule       string    `json:"rule"`
	Article    string    `json:"article"`
	Level      RuleLevel `json:"level"`
	ReturnCode string    `json:"return_code,omitempty"`
	// Field of the document it is about.
	Field  string `json:"field"`
	Reason string `json:"reason"`
	// WayOut says what would satisfy the rule.
	WayOut string `json:"way_out"`
}

// broken is a finding before it is known which rule made it.
type broken struct {
	level  RuleLevel // "" means the rule's own
	field  string
	reason string
	wayOut string
}

// Stage is how far a document has come when it is checked.
type Stage string

// The stages; a rule that asks for something later steps bring is silent before.
const (
	StageDraft    Stage = "draft"    // being written, or registered
	StageReview   Stage = "review"   // 办公室审核: countersigning is over, the signer is named
	StageIncoming Stage = "incoming" // 初审 of somebody else's document
)

// OrgFacts is what the rules must know about the organs around a document. The
// caller reads it from the tree of units.
type OrgFacts struct {
	Stage  Stage
	Sender SenderFacts
	// Units are the facts of each unit that the document names, by id; an organ
	// outside the tree may be given by its name.
	Units map[string]UnitFacts
	// Countersigns are the answers of the units asked (会签).
	Countersigns []Countersign
	// SignerNames and SignerRoles: who is to sign, and the roles he holds in
	// the organ.
	SignerNames []string
	SignerRoles []string
}

// SenderFacts is what the rules must know about who issues.
type SenderFacts struct {
	Name string
	// Congress: the organ follows the 人大机关公文处理办法 as well.
	Congress bool
	// Internal: a unit inside an organ; Office: its 办公室, which alone may
	// write to other organs; Letterhead: it has one of its own (党组, 工委).
	Internal, Office, Letterhead bool
	// Department of a government or a Party committee, not either itself.
	Department bool
	Level      int
	// Superiors are the names of those directly above, more than one for an
	// organ under dual leadership.
	Superiors []string
}

// Relation is how another organ stands to the sender.
type Relation string

// The relations.
const (
	RelationUnknown  Relation = ""
	RelationSuperior Relation = "superior" // directly above
	RelationHigher   Relation = "higher"   // above the superior
	RelationLower    Relation = "lower"    // under the sender
	RelationPeer     Relation = "peer"     // no subordination
	RelationInside   Relation = "inside"   // a unit of the sender's own organ
)

// UnitFacts is what the rules must know about a recipient or joint organ.
type UnitFacts struct {
	Relation Relation
	Level    int
	// Governing: a Party committee or a government itself.
	Governing bool
	// Superiors are the names of those directly above it.
	Superiors []string
}

// Countersign is the answer of one unit asked to countersign.
type Countersign struct {
	Unit string // name
	// Answer is "agree", "disagree" or "" while there is none.
	Answer string
}

// of returns what is known of an organ that a document names.
func (f OrgFacts) of(organ Organ) UnitFacts {
	if facts, ok := f.Units[organ.Unit]; ok && organ.Unit != "" {
		return facts
	}
	return f.Units[organ.Name]
}

// Rules lists every rule in the order of the articles.
func Rules() []Rule { return slices.Clone(rules) }

// CheckRules runs every rule over a document and returns what they have against
// it, the gravest first.
func CheckRules(c DocumentContent, facts OrgFacts) []Finding {
	var findings []Finding
	for _, rule := range rules {
		for _, one := range rule.check(c, facts) {
			level := one.level
			if level == "" {
				level = rule.Level
			}
			findings = append(findings, Finding{
				Rule: rule.ID, Article: rule.Article, Level: level, ReturnCode: rule.ReturnCode,
				Field: one.field, Reason: one.reason, WayOut: one.wayOut,
			})
		}
	}
	slices.SortStableFunc(findings, func(a, b Finding) int { return gravity(a.Level) - gravity(b.Level) })
	return findings
}

func gravity(level RuleLevel) int { return slices.Index([]RuleLevel{Forbid, Warn, Hint}, level) }

// Blocked says whether a document with these findings may not go on.
func Blocked(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Level == Forbid })
}

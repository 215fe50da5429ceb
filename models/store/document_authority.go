package store

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// signerRoles may sign what their organ issues (条例第二十二条).
var signerRoles = []models.Role{models.RoleChair, models.RoleViceChair, models.RoleOfficeHead}

// authorised refuses a signature of somebody who may not sign for the organ. It
// looks at who signed in the end: whoever was named before, a task can be
// transferred, handed over or rerouted, and a post can end.
func (w *documentWriter) authorised(
	ctx context.Context, at time.Time, content *models.DocumentContent, signed []process.Task, names map[string]string,
) error {
	var ids []string
	for _, task := range signed {
		if task.Step == "sign" {
			ids = append(ids, signerOf(task))
		}
	}
	persons, err := w.tx.PersonsFor(ctx, ids, at)
	if err != nil {
		return err
	}
	refused := func(id string) error {
		return fault.New(fault.Denied, "SIGNER_NOT_AUTHORISED", wordsSignerNot, names[id])
	}
	if len(ids) == 0 {
		return w.signerMissing(ctx)
	}
	for _, id := range ids {
		facts := models.OrgFacts{Stage: models.StageReview, SignerNames: []string{names[id]}}
		for _, post := range persons[id].Posts {
			if post.Unit == w.change.State.OwnerUnit && slices.Contains(signerRoles, post.Role) {
				facts.SignerRoles = append(facts.SignerRoles, post.Role)
			}
		}
		if len(facts.SignerRoles) == 0 {
			return refused(id)
		}
		for _, finding := range models.CheckRules(*content, facts) {
			if finding.Rule == models.RuleSigner {
				return ruleFault(finding)
			}
		}
	}
	return nil
}

// signerMissing refuses to go on without the signature of the one named to sign:
// he was taken out, and whoever was asked beside him does not sign in his place.
func (w *documentWriter) signerMissing(ctx context.Context) error {
	named := w.change.State.Form["signer"]
	names, err := w.tx.NamesOf(ctx, named)
	if err != nil {
		return err
	}
	return fault.New(fault.Denied, "SIGNER_NOT_AUTHORISED", wordsSignerMissing, names[first(named)])
}

// signerOf is whose signature it is: that of the principal of a proxy.
func signerOf(task process.Task) string {
	if task.DoneFor != "" {
		return task.DoneFor
	}
	return task.DoneBy
}

// jointAsked refuses a joint document whose organs are not asked to countersign
// (条例第二十二条). One outside the tree signs on paper.
func (w *documentWriter) jointAsked(ctx context.Context) error {
	content, err := w.text(ctx)
	if err != nil {
		return err
	}
	for _, organ := range content.JointOrgs {
		asked := slices.Contains(w.change.State.Form["joint_organs"], organ.Unit)
		if organ.Unit != "" && organ.Unit != w.change.State.OwnerUnit && !asked {
			return fault.New(fault.Invalid, "JOINT_NOT_ASKED", wordsJointNotAsked, organ.Name).At("form.joint_organs")
		}
	}
	return nil
}

// jointSigned refuses to go on with a text that a joint organ has not signed as
// it now is: what the office changed goes back to them.
func (w *documentWriter) jointSigned() error {
	state := w.change.State
	for _, unit := range state.Form["joint_organs"] {
		if !slices.ContainsFunc(state.Tasks, func(t process.Task) bool {
			return t.Step == "countersign" && t.Status == process.TaskIsDone && t.Outcome.Positive() &&
				t.Relation == "" && t.Pool != nil && t.Pool.Unit == unit && t.Signed == state.Text.Hash
		}) {
			return fault.New(fault.Conflict, "JOINT_NOT_SIGNED", wordsJointNotSigned).With("unit", unit)
		}
	}
	return nil
}

// ownDelivery refuses to register what was not sent to the organ: another one
// could not register its paper then, and would be told of by the refusal.
func (w *documentWriter) ownDelivery(ctx context.Context, id string) error {
	var own int64
	err := w.tx.DB(ctx).Table("deliveries").
		Joins("JOIN unit_scopes ON unit_scopes.unit_id = deliveries.unit").
		Where("deliveries.id = ? AND unit_scopes.scope_id = ?", id, w.change.State.OwnerUnit).Count(&own).Error
	if err == nil && own == 0 {
		return fault.New(fault.Invalid, "DELIVERY_NOT_FOUND", wordsNoDelivery).At("document.delivery")
	}
	return err
}

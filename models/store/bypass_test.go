package store_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

func TestADelegationTakenBackIsOverAtOnce(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		proxy, err := s.CreateProxy(t.Context(), models.Proxy{Principal: "vice", Agent: "vice2", From: begin, Until: begin.AddDate(0, 0, 7)},
			models.By{PersonID: "vice", At: begin})
		require.NoError(t, err)
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove, form("signers", "vice"))
		o.do(id, "head", process.VerbApprove)
		offered := func() []process.Allowed {
			record, err := s.Case(t.Context(), o.viewer("vice2"), id)
			require.NoError(t, err)
			agent, err := s.PersonFor(t.Context(), "vice2", o.now)
			require.NoError(t, err)
			return process.Options(record.Definition, record.State, agent, o.now)
		}
		require.Equal(t, process.VerbApprove, offered()[0].Verb)
		require.NoError(t, s.RevokeProxy(t.Context(), proxy.ID, models.By{PersonID: "vice", At: o.now}))
		_, err = o.try(id, "vice2", process.VerbApprove, opinion("同意"))
		refused(t, err, fault.Denied, "NOT_ASSIGNEE")
		require.Len(t, offered(), 1, "to follow is all that is left")
		o.do(id, "vice", process.VerbApprove)
		o.whole()
	})
}

func TestADelegationCarriesAPoolOnlyAsLongAsThePostIsHeld(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		_, err := s.CreateProxy(t.Context(), models.Proxy{Principal: "registrar", Agent: "chief", From: begin, Until: begin.AddDate(0, 0, 7)},
			models.By{PersonID: "registrar", At: begin})
		require.NoError(t, err)
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove)
		o.do(id, "head", process.VerbApprove)
		end := s.DB(t.Context()).Exec("UPDATE posts SET until_at = ? WHERE person_id = 'registrar'", o.now.UTC())
		require.NoError(t, end.Error)
		_, err = o.try(id, "chief", process.VerbApprove)
		refused(t, err, fault.Denied, "NOT_ASSIGNEE")
		require.NoError(t, s.DB(t.Context()).Exec("UPDATE posts SET until_at = NULL").Error)
		o.do(id, "chief", process.VerbApprove)
		o.whole()
	})
}

func TestWhatComesBackToOneWhoLostHisPostGoesToThePool(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove)
		o.do(id, "head", process.VerbApprove)
		o.do(id, "registrar", process.VerbClaim)
		end := func(person string) {
			require.NoError(t, s.DB(t.Context()).Exec("UPDATE posts SET until_at = ? WHERE person_id = ?", o.now.UTC(), person).Error)
		}
		end("registrar")
		_, err := o.try(id, "registrar", process.VerbApprove)
		refused(t, err, fault.Denied, "NOT_ASSIGNEE")
		require.NoError(t, s.DB(t.Context()).Exec("UPDATE posts SET until_at = NULL").Error)
		o.do(id, "registrar", process.VerbApprove)
		end("registrar")
		o.do(id, "registrar2", process.VerbReturn, because("有误"), func(c *process.Command) { c.Target = "number" })
		o.do(id, "registrar2", process.VerbApprove)
		o.whole()
	})
}

func TestNobodySignsForAnOrganWhoMayNot(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		_, err := s.GrantPost(t.Context(), models.Post{PersonID: "outsider", UnitID: "empty", Role: models.RoleOfficeHead},
			models.By{PersonID: process.System, At: begin.AddDate(-1, 0, 0)})
		require.NoError(t, err)
		id := o.drafted(letter())
		_, err = o.try(id, "registrar", process.VerbApprove, form("checklist", "need", "signer", "outsider"))
		refused(t, err, fault.Invalid, "FIELD_INVALID")
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))

		to := func(person string) with {
			return func(c *process.Command) { c.To = []process.Party{{Person: person}} }
		}
		o.do(id, "chair", process.VerbTransfer, to("drafter"))
		_, err = o.try(id, "drafter", process.VerbApprove)
		refused(t, err, fault.Denied, "SIGNER_NOT_AUTHORISED")
		o.do(id, "drafter", process.VerbTransfer, to("vice"))
		o.do(id, "vice", process.VerbApprove)
		require.Equal(t, []string{"某vice"}, o.document("registrar", id).Signers)

		important := letter()
		important.Important = true
		id = o.drafted(important)
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))
		o.do(id, "chair", process.VerbTransfer, to("vice"))
		_, err = o.try(id, "vice", process.VerbApprove)
		refused(t, err, fault.Invalid, "RULE_BLOCKED")
		o.whole()
	})
}

// handsOver lets policy grant a hand-over, too, and to take a signer out.
type handsOver struct{ powers }

func (p handsOver) Powers(ctx context.Context, person process.Person, unit string) ([]process.Verb, error) {
	verbs, err := p.powers.Powers(ctx, person, unit)
	return append(verbs, process.VerbHandOver, process.VerbRemoveSigner), err
}

func TestTheSignerTakenOutIsNamed(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.Powers = handsOver{}
		id := o.drafted(letter())
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))
		o.do(id, "chair", process.VerbAddSigner, func(c *process.Command) {
			c.To, c.Position = []process.Party{{Person: "vice2"}}, process.Parallel
		})
		record, err := s.Case(t.Context(), o.viewer("chief"), id)
		require.NoError(t, err)
		var chairs string
		for _, task := range record.State.Tasks {
			if task.Assignee == "chair" {
				chairs = task.ID
			}
		}
		o.do(id, "vice2", process.VerbApprove)
		_, err = o.try(id, "chief", process.VerbRemoveSigner, func(c *process.Command) { c.Tasks = []string{chairs} })
		refused(t, err, fault.Denied, "SIGNER_NOT_AUTHORISED")
		require.Contains(t, fault.From(err).Detail, "某chair")
		o.whole()
	})
}

func TestASignatureIsHandedOverOnlyToOneWhoMightHaveBeenAsked(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.Powers = handsOver{}
		over := func(from, to string) with {
			return func(c *process.Command) {
				c.From, c.To, c.Reason = from, []process.Party{{Person: to}}, "调离"
			}
		}
		id := o.drafted(letter())
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))
		_, err := o.try(id, "chief", process.VerbHandOver, over("chair", "chief"))
		require.Equal(t, "HAND_OVER_TO_SELF", code(err))
		for _, unfit := range []string{"drafter", "stranger", "outsider"} {
			_, err = o.try(id, "chief", process.VerbHandOver, over("chair", unfit))
			refused(t, err, fault.Denied, "SUCCESSOR_WITHOUT_POST")
		}
		o.do(id, "chief", process.VerbHandOver, over("chair", "vice"))
		o.do(id, "vice", process.VerbApprove)

		id = o.begins("document.issue", "drafter", letter())
		o.do(id, "chief", process.VerbHandOver, over("drafter", "registrar"))
		o.do(id, "registrar", process.VerbApprove)
		o.do(id, "head", process.VerbTransfer, func(c *process.Command) { c.To = []process.Party{{Person: "vice"}} })
		_, err = o.try(id, "chief", process.VerbHandOver, over("vice", "vice2"))
		refused(t, err, fault.Denied, "SUCCESSOR_WITHOUT_POST")
		o.do(id, "chief", process.VerbHandOver, over("vice", "head"))
		o.do(id, "head", process.VerbApprove)
		o.whole()
	})
}

func TestNobodyNamesACaseThatHeDoesNotSee(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		hidden := o.begins("document.issue", "drafter", letter())
		for _, unseen := range []string{hidden, "nowhere"} {
			again := paper()
			again.ResubmitOf = unseen
			_, err := o.try(o.begins("document.receive", "receiver", paper()), "receiver", process.VerbSave, o.text(again))
			refused(t, err, fault.Invalid, "CASE_UNKNOWN")
			require.Equal(t, "document.resubmit_of", fault.From(err).Field)
		}
		seen := o.begins("document.receive", "receiver", paper())
		again := paper()
		again.ResubmitOf = seen
		id := o.begins("document.receive", "receiver", paper())
		o.do(id, "receiver", process.VerbSave, o.text(again))

		own := o.begins("document.issue", "drafter", letter())
		reply := letter()
		reply.Answers = seen
		_, err := o.try(own, "drafter", process.VerbSave, o.text(reply))
		refused(t, err, fault.Invalid, "CASE_UNKNOWN")
		reply.Answers = hidden
		o.do(own, "drafter", process.VerbSave, o.text(reply))

		o.do(seen, "receiver", process.VerbApprove)
		o.do(seen, "registrar", process.VerbApprove, form("receipt_series", "receipts"))
		o.do(seen, "registrar", process.VerbApprove)
		o.do(seen, "chief", process.VerbApprove, outcome(document.OutcomeHandle), opinion("请研究"), form("lead_unit", "water"))
		o.do(seen, "stranger", process.VerbApprove, opinion("已研究"), form("result", "done"))
		for _, unseen := range []string{hidden, "nowhere"} {
			_, err = o.try(seen, "stranger", process.VerbApprove, form("reply_case", unseen, "reply_date", "2026-03-02"))
			refused(t, err, fault.Invalid, "CASE_UNKNOWN")
			require.Equal(t, "form.reply_case", fault.From(err).Field)
		}
		reply.Answers = seen
		answer := o.begins("document.issue", "registrar", reply)
		o.do(seen, "stranger", process.VerbApprove, form("reply_case", answer, "reply_date", "2026-03-02"))
		o.whole()
	})
}

func TestNobodyWritesInTheNameOfAnotherOrgan(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		_, err := s.CreateLetterhead(t.Context(), models.Letterhead{
			ID: "waters", UnitID: "water", Mark: "蕲春县水利局文件", Issuer: "蕲春县水利局", Prefix: "蕲水发",
		}, models.By{PersonID: process.System, At: begin})
		require.NoError(t, err)
		for _, foreign := range []string{"waters", "water"} {
			borrowed := letter()
			borrowed.IssuingOrg = foreign
			_, err = o.try(o.begins("document.issue", "drafter", borrowed), "drafter", process.VerbApprove)
			refused(t, err, fault.Invalid, "NO_LETTERHEAD")
		}
		id := o.drafted(letter())
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))
		o.do(id, "chair", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove)
		_, err = o.try(id, "registrar", process.VerbApprove, form("doc_series", "receipts", "scope", "县水利局", "copies", "3"))
		refused(t, err, fault.Conflict, "SERIES_WRONG_KIND")
		o.whole()
	})
}

func TestNobodyRegistersWhatWasSentToAnotherOrgan(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.delivered("case-20-1", "water")
		for _, id := range []string{"case-20-1", "case-20-2"} {
			taken := models.IssuedPaper{Delivery: models.Delivery{ID: id}, Content: letter(), Record: models.DocumentRecord{DocDate: "2026-03-01"}}
			_, err := o.Commit(t.Context(), o.opens("document.receive", "receiver", taken.AsIncoming("蕲春县人大常委会", "2026-03-02")))
			refused(t, err, fault.Invalid, "DELIVERY_NOT_FOUND")
		}
	})
}

// delivered puts a delivery to a unit into the record.
func (o *office) delivered(id, unit string) {
	o.t.Helper()
	require.NoError(o.t, o.DB(o.t.Context()).Create(&models.Delivery{ID: id, CaseID: "case", Unit: unit, SentAt: begin.UTC()}).Error)
}

// TestAnIDIsTheIDAndNothingLikeIt: a database that pads with spaces finds the
// row, and the ledger would be chained under another name.
func TestAnIDIsTheIDAndNothingLikeIt(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.short", "drafter", "来文")
		for _, like := range []string{id + " ", id + "  "} {
			_, err := o.try(like, "drafter", process.VerbSave, form())
			refused(t, err, fault.NotFound, "CASE_NOT_FOUND")
			seen, err := s.MaySee(t.Context(), o.viewer("drafter"), like)
			require.NoError(t, err)
			require.False(t, seen)
		}
		o.whole()
	})
}

// TestANameWithSpacesIsAnotherName: a database that pads with spaces finds the
// account, whose wrong passwords would be counted under each way to write it.
func TestANameWithSpacesIsAnotherName(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		const password = "Peach-8 blossom"
		by := models.By{PersonID: process.System, At: begin}
		_, err := s.CreatePerson(t.Context(), store.NewPerson{Person: models.Person{Username: "guest", Name: "某甲"}, Password: password}, by)
		require.NoError(t, err)
		try := func(name string) error {
			_, err := s.SignIn(t.Context(), store.DefaultSignInRules, store.SignIn{Username: name, Password: password, Port: "pc", IP: "10.0.0.1"}, by)
			return err
		}
		require.Equal(t, "SIGN_IN_FAILED", code(try("guest ")))
		require.NoError(t, try("Guest"))
	})
}

func TestAJointDocumentBearsTheSignatureOfEachOrgan(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		_, err := s.GrantPost(t.Context(), models.Post{PersonID: "clerk", UnitID: "water", Role: models.RoleUnitLeader},
			models.By{PersonID: process.System, At: begin.AddDate(-1, 0, 0)})
		require.NoError(t, err)
		joint := letter()
		joint.MainTo = []models.Organ{{Unit: "empty", Name: "蕲春县气象局"}}
		joint.JointOrgs = []models.Organ{{Unit: "water", Name: "蕲春县水利局"}}
		id := o.begins("document.issue", "drafter", joint)
		_, err = o.try(id, "drafter", process.VerbApprove)
		refused(t, err, fault.Invalid, "JOINT_NOT_ASKED")
		o.do(id, "drafter", process.VerbApprove, form("joint_organs", "water"))
		o.do(id, "head", process.VerbApprove)
		o.do(id, "clerk", process.VerbApprove)

		joint.Body[0].Text = "请研究办理，所需经费由水利局承担。"
		o.do(id, "registrar", process.VerbSave, o.text(joint))
		_, err = o.try(id, "registrar", process.VerbApprove, form(reviewed...))
		refused(t, err, fault.Conflict, "JOINT_NOT_SIGNED")
		o.do(id, "registrar", process.VerbReturn, because("文稿有改动"), func(c *process.Command) { c.Target = "countersign" })
		o.do(id, "clerk", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))
		o.do(id, "chair", process.VerbApprove)
		require.Equal(t, []string{"某chair", "某clerk"}, o.document("registrar", id).Signers)
		o.do(id, "registrar", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove, form("doc_series", "qichangfa", "scope", "县气象局", "copies", "3"))
		o.do(id, "registrar", process.VerbApprove, form("proof_reader", "某甲", "printed_copies", "3", "printed_on", "2026-03-05"))
		o.do(id, "sealer", process.VerbApprove, form("seal_id", "常委会印", "seal_count", "3"))
		o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "empty", process.FieldInside, "water"))
		deliveries, err := s.CaseDeliveries(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		require.Len(t, deliveries, 2, "each once")
		require.Equal(t, []bool{true, false}, []bool{deliveries[0].Joint, deliveries[1].Joint})
		require.Equal(t, "water", deliveries[0].Unit, "the joint organ gets the copy that it archives")
		issued, err := s.IssuedPaper(t.Context(), o.viewer("clerk"), deliveries[0].ID)
		require.NoError(t, err)
		require.NotEmpty(t, issued.Record.DocNo)
		o.whole()
	})
}

func TestNobodyWritesWithTheHandOfAnother(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		d := &drawer{office: newOffice(t, s)}
		ink := d.draw("drafter", "笔迹")
		id := d.open("test.issue", "drafter", "通知")
		draw := func(c *process.Command) { c.Opinion = &process.Opinion{Ink: ink.ID} }
		typed := d.bring("drafter", "并非笔迹")
		_, err := d.try(id, "drafter", process.VerbApprove, func(c *process.Command) { c.Opinion = &process.Opinion{Ink: typed.ID} })
		refused(t, err, fault.Invalid, "INK_INVALID")
		d.do(id, "drafter", process.VerbApprove, draw)
		_, err = d.try(id, "head", process.VerbApprove, draw)
		refused(t, err, fault.Invalid, "FILE_NOT_FOUND")
		d.do(id, "head", process.VerbApprove)
		d.whole()
	})
}

// TestATableOfAnOrganKeepsTheGuards: a system administrator alone does not lift
// the separation of duties or a signature.
func TestATableOfAnOrganKeepsTheGuards(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		newOffice(t, s)
		by := models.By{PersonID: "sysadmin", At: begin}
		tables, err := store.NewTables(s, document.Definitions())
		require.NoError(t, err)
		for key, loosen := range map[string]func(*process.Step){
			"unit_review": func(step *process.Step) { step.NotBy = nil },
			"sign":        func(step *process.Step) { step.Signs = false },
			"recheck":     func(step *process.Step) { step.NeedsSigned.Outcomes = []process.Outcome{document.OutcomeSubstantive} },
			"seal":        func(step *process.Step) { step.NeedsSigned = nil },
			"dispatch":    func(step *process.Step) { step.NeedsSigned = nil },
			"number":      func(step *process.Step) { step.Title = "编号" },
		} {
			own := document.Issue()
			own.Version++
			loosen(own.Step(key))
			err := tables.SetDefinition(t.Context(), "organ", own, by)
			switch key {
			case "number":
				require.NoError(t, err)
			case "sign": // the table does not fit together without
				refused(t, err, fault.Invalid, "BAD_DEFINITION")
			default:
				refused(t, err, fault.Invalid, "DEFINITION_GUARDS")
			}
		}
		log, err := s.SecurityLog(t.Context(), models.SecurityQuery{Kind: models.SecSettings, PersonID: "sysadmin", Limit: 10})
		require.NoError(t, err)
		require.Len(t, log, 1)
		require.Equal(t, "document.issue", log[0].Detail["process"])
	})
}

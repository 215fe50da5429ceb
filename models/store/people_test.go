package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func TestAPostCountsInEveryUnitUpToItsOrganAndNoFurther(t *testing.T) {
	inCounty(t, func(t *county) {
		id := t.person("clerk", models.RoleClerkIn, "npc-docs")
		water := t.person("water_handler", models.RoleUnitHandler, "water")

		_, err := t.PersonFor(t.ctx, id, t.now) // who is there is read once
		require.NoError(t, err)
		ctx, statements := store.CountStatements(t.ctx)
		p, err := t.PersonFor(ctx, id, t.now)
		require.NoError(t, err)
		require.EqualValues(t, 1, *statements, "PersonFor runs in every commit")
		require.ElementsMatch(t, []process.Post{
			{Role: "clerk_in", Unit: t.units["npc-docs"]},
			{Role: "clerk_in", Unit: t.units["npc-office"]},
			{Role: "clerk_in", Unit: t.units["npc"]},
		}, p.Posts)

		p, err = t.PersonFor(t.ctx, water, t.now)
		require.NoError(t, err)
		require.Equal(t, []process.Post{{Role: "unit_handler", Unit: t.units["water"]}}, p.Posts, "an organ under an organ stands alone")

		pool, err := t.holders(models.RoleClerkIn, t.units["npc"])
		require.NoError(t, err)
		require.Equal(t, []string{id}, pool)
		pool, err = t.holders(models.RoleUnitHandler, t.units["gov"])
		require.NoError(t, err)
		require.Empty(t, pool)
	})
}

func TestAPostHoldsInItsPeriodOnly(t *testing.T) {
	inCounty(t, func(t *county) {
		id := t.person("acting", "", "")
		until := t.now.Add(time.Hour)
		_, err := t.GrantPost(t.ctx, models.Post{
			PersonID: id, Role: models.RoleOfficeHead, UnitID: t.units["npc-office"], From: t.now, Until: &until,
		}, t.by(""))
		require.NoError(t, err)
		for at, held := range map[time.Time]int{
			t.now.Add(-time.Microsecond): 0, t.now: 2, until.Add(-time.Microsecond): 2, until: 0,
		} {
			p, err := t.PersonFor(t.ctx, id, at)
			require.NoError(t, err)
			require.Len(t, p.Posts, held, at.String())
		}
	})
}

func TestMovingAUnitTakesItsPeopleAlongAndNeverMakesALoop(t *testing.T) {
	inCounty(t, func(t *county) {
		id := t.person("clerk", models.RoleClerkIn, "npc-docs")
		requireCode(t, "UNIT_CYCLE", t.MoveUnit(t.ctx, t.units["npc-office"], t.units["npc-docs"], t.by("")))
		requireCode(t, "UNIT_CYCLE", t.MoveUnit(t.ctx, t.units["npc-office"], t.units["npc-office"], t.by("")))
		requireCode(t, "UNIT_UNKNOWN", t.MoveUnit(t.ctx, t.units["npc-office"], "nowhere", t.by("")))
		requireCode(t, "UNIT_ROOT", t.MoveUnit(t.ctx, t.units["npc-office"], "", t.by("")))

		require.NoError(t, t.MoveUnit(t.ctx, t.units["npc-docs"], t.units["water"], t.by("")))
		p, err := t.PersonFor(t.ctx, id, t.now)
		require.NoError(t, err)
		require.ElementsMatch(t, []process.Post{
			{Role: "clerk_in", Unit: t.units["npc-docs"]}, {Role: "clerk_in", Unit: t.units["water"]},
		}, p.Posts)

		history, err := t.UnitHistory(t.ctx, t.units["npc-docs"])
		require.NoError(t, err)
		require.Len(t, history, 2)
		require.Equal(t, []string{"moved", t.units["npc-office"], t.units["water"]}, []string{history[1].What, history[1].Old, history[1].New})
	})
}

func TestAUnitIsClosedWhenItIsEmptyAndKeepsItsName(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		requireCode(t, "UNIT_NOT_EMPTY", t.CloseUnit(t.ctx, t.units["npc-office"], t.by("")))
		requireCode(t, "UNIT_NOT_EMPTY", t.CloseUnit(t.ctx, t.units["npc-docs"], t.by("")))

		posts, err := t.PostsOf(t.ctx, t.ids["clerk"])
		require.NoError(t, err)
		t.now = t.now.Add(time.Hour)
		require.NoError(t, t.EndPost(t.ctx, posts[0].ID, t.by("")))
		require.NoError(t, t.CloseUnit(t.ctx, t.units["npc-docs"], t.by("")))
		requireCode(t, "UNIT_CLOSED", t.CloseUnit(t.ctx, t.units["npc-docs"], t.by("")))
		_, err = t.GrantPost(t.ctx, models.Post{PersonID: t.ids["clerk"], Role: models.RoleClerkIn, UnitID: t.units["npc-docs"]}, t.by(""))
		requireCode(t, "UNIT_CLOSED", err)

		names, err := t.NamesOf(t.ctx, []string{t.units["npc-docs"], t.ids["clerk"], "nobody"})
		require.NoError(t, err)
		require.Equal(t, map[string]string{t.units["npc-docs"]: "npc-docs", t.ids["clerk"]: "甲clerk"}, names)
		open, err := t.Units(t.ctx, false)
		require.NoError(t, err)
		require.Len(t, open, 4)
	})
}

func TestCodesUserNamesAndPrefixesAreTakenOnce(t *testing.T) {
	inCounty(t, func(t *county) {
		_, err := t.CreateUnit(t.ctx, models.Unit{Code: "npc", Name: "又一个", Kind: models.UnitOther, Organ: true}, t.by(""))
		requireCode(t, "UNIT_CODE_TAKEN", err)

		t.person("clerk", "", "")
		_, err = t.CreatePerson(t.ctx, store.NewPerson{Person: models.Person{Username: "CLERK", Name: "乙"}}, t.by(""))
		requireCode(t, "USERNAME_TAKEN", err)

		head := models.Letterhead{UnitID: t.units["npc"], Mark: "蕲春县人民代表大会常务委员会文件", Issuer: "蕲春县人民代表大会常务委员会", Prefix: "蕲常发"}
		_, err = t.CreateLetterhead(t.ctx, head, t.by(""))
		require.NoError(t, err)
		party := head
		party.Prefix = "蕲常党组"
		party, err = t.CreateLetterhead(t.ctx, party, t.by(""))
		require.NoError(t, err, "an organ has several")
		_, err = t.CreateLetterhead(t.ctx, head, t.by(""))
		requireCode(t, "LETTERHEAD_PREFIX_TAKEN", err)
		head.Prefix, head.UnitID = "蕲办", t.units["npc-office"]
		_, err = t.CreateLetterhead(t.ctx, head, t.by(""))
		requireCode(t, "NOT_AN_ORGAN", err)

		require.NoError(t, t.CloseLetterhead(t.ctx, party.ID, t.by("")))
		requireCode(t, "LETTERHEAD_UNKNOWN", t.CloseLetterhead(t.ctx, party.ID, t.by("")))
		heads, err := t.Letterheads(t.ctx, t.units["npc"])
		require.NoError(t, err)
		require.Len(t, heads, 2)
	})
}

func TestAdministratorsHaveNoPartInCases(t *testing.T) {
	inCounty(t, func(t *county) {
		clerk := t.person("clerk", models.RoleClerkIn, "npc-docs")
		for _, role := range []string{models.RoleSysadmin, models.RoleSecadmin, models.RoleAuditor} {
			id := t.person(role, role, "")
			_, err := t.PersonFor(t.ctx, id, t.now)
			requireCode(t, "ADMIN_NO_CASE", err)
			people, err := t.PersonsFor(t.ctx, []string{id, clerk, "nobody"}, t.now)
			require.NoError(t, err)
			require.Len(t, people, 1)
			pool, err := t.holders(role, "")
			require.NoError(t, err)
			require.Empty(t, pool)

			_, err = t.GrantPost(t.ctx, models.Post{PersonID: id, Role: models.RoleClerkIn, UnitID: t.units["npc"]}, t.by(""))
			requireCode(t, "ADMIN_EXCLUSIVE", err)
			_, err = t.GrantPost(t.ctx, models.Post{PersonID: clerk, Role: role}, t.by(""))
			requireCode(t, "ADMIN_EXCLUSIVE", err)
			_, err = t.CreateProxy(t.ctx, models.Proxy{Principal: clerk, Agent: id, From: t.now, Until: t.now.Add(time.Hour)}, t.by("clerk"))
			requireCode(t, "AGENT_UNKNOWN", err)
		}
		_, err := t.GrantPost(t.ctx, models.Post{PersonID: t.ids["sysadmin"], Role: models.RoleSecadmin}, t.by(""))
		requireCode(t, "ADMIN_EXCLUSIVE", err)
	})
}

func TestTheFirstAdministratorsAreMadeOnceEach(t *testing.T) {
	inCounty(t, func(t *county) {
		missing, err := t.MissingAdmins(t.ctx, t.now)
		require.NoError(t, err)
		require.Len(t, missing, 3)
		_, _, err = t.CreateFirstAdmin(t.ctx, store.FirstAdmin{Role: models.RoleChair, Username: "boss", Name: "王"}, t.by(""))
		requireCode(t, "NOT_AN_ADMIN", err)
		_, _, err = t.CreateFirstAdmin(t.ctx, store.FirstAdmin{Role: "sysadmin", Username: "root1", Name: "王", Password: "Admin@123456"}, t.by(""))
		requireCode(t, "PASSWORD_COMMON", err)

		person, password, err := t.CreateFirstAdmin(t.ctx, store.FirstAdmin{Role: "sysadmin", Username: "root1", Name: "王"}, t.by(""))
		require.NoError(t, err)
		require.NoError(t, models.DefaultPasswordRules.Check("root1", password))
		in, err := t.SignIn(t.ctx, store.DefaultSignInRules, store.SignIn{Username: "root1", Password: password}, t.by(""))
		require.NoError(t, err)
		require.True(t, in.MustChange)
		require.Equal(t, person.ID, in.Person.ID)

		_, _, err = t.CreateFirstAdmin(t.ctx, store.FirstAdmin{Role: "sysadmin", Username: "root2", Name: "李"}, t.by(""))
		requireCode(t, "ADMIN_EXISTS", err)
		_, err = t.PersonByUsername(t.ctx, "root2")
		requireCode(t, "PERSON_UNKNOWN", err)
	})
}

func TestPeopleAreFoundByUnitRoleAndNamePageByPage(t *testing.T) {
	inCounty(t, func(t *county) {
		for _, name := range []string{"a1", "a2", "a3"} {
			t.person(name, models.RoleDrafter, "npc-docs")
		}
		t.person("b_1", models.RoleUnitHandler, "water")
		next := ""
		names := func(q store.PeopleQuery) []string {
			q.At = t.now
			page, err := t.People(t.ctx, q)
			require.NoError(t, err)
			next = page.Next
			var out []string
			for _, p := range page.People {
				out = append(out, p.Username)
			}
			return out
		}
		require.Equal(t, []string{"a1", "a2", "a3"}, names(store.PeopleQuery{Unit: t.units["npc"]}))
		require.Empty(t, next)
		require.Equal(t, []string{"b_1"}, names(store.PeopleQuery{Role: models.RoleUnitHandler}))
		require.Equal(t, []string{"b_1"}, names(store.PeopleQuery{Name: "_"}), "an underline is an underline")
		require.Equal(t, []string{"a1", "a2"}, names(store.PeopleQuery{Limit: 2}))
		require.Equal(t, []string{"a3", "b_1"}, names(store.PeopleQuery{Limit: 2, Cursor: next}))
		require.Empty(t, next)
		_, err := t.People(t.ctx, store.PeopleQuery{Cursor: "made-up"})
		requireCode(t, "BAD_CURSOR", err)
		_, err = t.People(t.ctx, store.PeopleQuery{Limit: 1000})
		requireCode(t, "BAD_LIMIT", err)
	})
}

func TestThoseWhoMayStandInAreOfTheSameOrganAndAcceptedAsAgents(t *testing.T) {
	inCounty(t, func(t *county) {
		chair := t.person("chair", models.RoleChair, "npc")
		inside := t.person("docs", models.RoleDrafter, "npc-docs")
		outside := t.person("water", models.RoleUnitHandler, "water")
		t.person("keeper", models.RoleSysadmin, "")
		page, err := t.People(t.ctx, store.PeopleQuery{StandInFor: chair, At: t.now})
		require.NoError(t, err)
		require.Len(t, page.People, 1)
		require.Equal(t, inside, page.People[0].ID)

		ask := models.Proxy{Principal: chair, Agent: outside, From: t.now, Until: t.now.AddDate(0, 0, 7)}
		_, err = t.CreateProxy(t.ctx, ask, t.by("chair"))
		requireCode(t, "PROXY_OUTSIDE", err)
		ask.Agent = inside
		_, err = t.CreateProxy(t.ctx, ask, t.by("chair"))
		require.NoError(t, err)

		none, err := t.People(t.ctx, store.PeopleQuery{StandInFor: t.person("nobody", models.RoleAuditor, ""), At: t.now})
		require.NoError(t, err)
		require.Empty(t, none.People, "an administrator has nothing to delegate")
	})
}

func (c *county) holders(role, unit string) ([]string, error) {
	post := process.Post{Role: role, Unit: unit}
	holders, err := c.Holders(c.ctx, []process.Post{post}, c.now)
	return holders[post], err
}

package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

var rules = store.DefaultSignInRules

// try signs in and moves the clock past the pause that a failure asks for.
func (c *county) try(username, password, ip string) (store.SignedIn, error) {
	by := c.by("")
	c.now = c.now.Add(10 * time.Second)
	return c.SignIn(c.ctx, rules, store.SignIn{Username: username, Password: password, Port: "pc", IP: ip}, by)
}

func TestFiveWrongPasswordsShutTheAccountForAWhile(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		for _, username := range []string{"clerk", "nobody"} { // one cannot tell which exists
			for i := range 4 {
				_, err := t.try(username, "wrong", "10.0.0.1")
				f := requireCode(t, "SIGN_IN_FAILED", err)
				require.Equal(t, fault.Unauthenticated, f.Kind)
				require.Equal(t, fmt.Sprint(4-i), f.Args["left"])
			}
			_, err := t.try(username, "wrong", "10.0.0.1")
			requireCode(t, "SIGN_IN_FAILED", err)
			_, err = t.try(username, secret, "10.0.0.1")
			f := requireCode(t, "ACCOUNT_LOCKED", err)
			require.Equal(t, fault.TooMany, f.Kind)
			require.NotEmpty(t, f.Args["retry_after"])
		}
		_, err := t.try("clerk", secret, "10.0.0.2")
		require.NoError(t, err, "nobody shuts another one's account from his own desk")
		t.now = t.now.Add(15 * time.Minute)
		_, err = t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)

		for range 5 {
			_, err = t.try("clerk", "wrong", "10.0.0.1")
			requireCode(t, "SIGN_IN_FAILED", err)
		}
		t.now = t.now.Add(15 * time.Minute)
		_, err = t.try("clerk", secret, "10.0.0.1")
		requireCode(t, "ACCOUNT_LOCKED", err) // twice as long the second time

		require.NoError(t, t.Unlock(t.ctx, t.ids["clerk"], t.by("")))
		_, err = t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)
	})
}

func TestFailuresAreForgottenAfterTheirWindowAndAfterASuccess(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		for range 2 {
			for range 4 {
				_, err := t.try("clerk", "wrong", "10.0.0.1")
				requireCode(t, "SIGN_IN_FAILED", err)
			}
			_, err := t.try("clerk", secret, "10.0.0.1")
			require.NoError(t, err)
		}
		for range 4 {
			_, err := t.try("clerk", "wrong", "10.0.0.1")
			requireCode(t, "SIGN_IN_FAILED", err)
		}
		t.now = t.now.Add(15 * time.Minute)
		_, err := t.try("clerk", "wrong", "10.0.0.1")
		require.Equal(t, "4", requireCode(t, "SIGN_IN_FAILED", err).Args["left"])
	})
}

func TestEachFailureMakesTheNextTryWaitLonger(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		at := t.now
		try := func(after time.Duration) error {
			by := t.by("")
			at = at.Add(after)
			by.At = at
			_, err := t.SignIn(t.ctx, rules, store.SignIn{Username: "clerk", Password: "wrong"}, by)
			return err
		}
		requireCode(t, "SIGN_IN_FAILED", try(0))
		requireCode(t, "SIGN_IN_FAILED", try(0)) // one slip costs nothing
		requireCode(t, "SIGN_IN_TOO_FAST", try(900*time.Millisecond))
		requireCode(t, "SIGN_IN_FAILED", try(100*time.Millisecond))
		requireCode(t, "SIGN_IN_TOO_FAST", try(time.Second))
		requireCode(t, "SIGN_IN_FAILED", try(time.Second))
	})
}

func TestManyTriesAtOnceAreNoMoreThanOneAfterAnother(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		by := t.by("")
		var mu sync.Mutex
		codes := map[string]int{}
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				_, err := t.SignIn(t.ctx, rules, store.SignIn{Username: "clerk", Password: "wrong"}, by)
				mu.Lock()
				defer mu.Unlock()
				codes[fault.From(err).Code]++
			})
		}
		all.Wait()
		require.LessOrEqual(t, codes["SIGN_IN_FAILED"], 5, "%v", codes)
		require.Zero(t, codes["INTERNAL"], "%v", codes)
	})
}

func TestAnAddressThatGuessesIsShutWhateverNamesItTries(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		few := rules
		few.Locks.IPFailures = 6
		for i := range 6 {
			_, err := t.SignIn(t.ctx, few, store.SignIn{Username: fmt.Sprint("guess", i), IP: "10.0.0.9"}, t.by(""))
			requireCode(t, "SIGN_IN_FAILED", err)
		}
		_, err := t.SignIn(t.ctx, few, store.SignIn{Username: "clerk", Password: secret, IP: "10.0.0.9"}, t.by(""))
		requireCode(t, "ACCOUNT_LOCKED", err)
		_, err = t.SignIn(t.ctx, few, store.SignIn{Username: "clerk", Password: secret, IP: "10.0.0.8"}, t.by(""))
		require.NoError(t, err)
	})
}

func TestWhoGuessesFromManyAddressesMeetsTheBrake(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		_, err := t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)
		guess := func(i int) error {
			_, err := t.SignIn(t.ctx, rules, store.SignIn{Username: "clerk", Password: "wrong", IP: fmt.Sprintf("10.1.0.%d", i)}, t.by(""))
			return err
		}
		for i := range rules.Locks.AllFailures {
			requireCode(t, "SIGN_IN_FAILED", guess(i))
		}
		f := requireCode(t, "SIGN_IN_TOO_FAST", guess(100))
		require.Equal(t, "30", f.Args["retry_after"])
		_, err = t.SignIn(t.ctx, rules, store.SignIn{Username: "clerk", Password: secret, IP: "10.0.0.1"}, t.by(""))
		require.NoError(t, err, "at his own desk he is let through")
		t.now = t.now.Add(30 * time.Second)
		requireCode(t, "SIGN_IN_FAILED", guess(100))
		requireCode(t, "SIGN_IN_TOO_FAST", guess(101))
		log, err := t.SecurityLog(t.ctx, models.SecurityQuery{Kind: models.SecLocked, Limit: 10})
		require.NoError(t, err)
		require.Len(t, log, 1, "said once")
		require.Equal(t, "brake", log[0].Detail["what"])
		t.now = t.now.Add(rules.Locks.Window)
		requireCode(t, "SIGN_IN_FAILED", guess(101))
		requireCode(t, "SIGN_IN_FAILED", guess(102))
	})
}

func TestANetworkOfIPv6IsOneAddress(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		for i := range 5 {
			_, err := t.try("clerk", "wrong", fmt.Sprintf("2001:db8:1:2::%d", i))
			requireCode(t, "SIGN_IN_FAILED", err)
		}
		_, err := t.try("clerk", secret, "2001:db8:1:2::99")
		requireCode(t, "ACCOUNT_LOCKED", err)
		_, err = t.try("clerk", secret, "2001:db8:1:3::99")
		require.NoError(t, err)
	})
}

func TestAnAccountThatNobodyUsesIsShutAndGivenBack(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		t.person("other", models.RoleClerkIn, "npc-docs")
		t.person("program", models.RoleClerkIn, "npc-docs")
		_, key, err := t.CreateToken(t.ctx, models.Token{Name: "扫描仪", Scopes: []string{"file:upload"}, ExpiresAt: t.now.AddDate(0, 6, 0)}, t.by("program"))
		require.NoError(t, err)
		require.NoError(t, t.DB(t.ctx).Exec("UPDATE people SET demo = ? WHERE username = 'other'", true).Error)
		_, err = t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)
		shut := func() int {
			n, err := t.ShutIdle(t.ctx, t.now.AddDate(0, 0, -90), t.by(""))
			require.NoError(t, err)
			return n
		}
		t.now = t.now.AddDate(0, 0, 89)
		require.Zero(t, shut())
		_, err = t.CheckToken(t.ctx, rules, key, t.now)
		require.NoError(t, err)
		t.now = t.now.AddDate(0, 0, 2)
		require.Equal(t, 2, shut(), "the clerk and one of two secadmins: not demonstration people, not whose program works, not the last of a kind")
		require.Zero(t, shut(), "once")

		_, err = t.try("clerk", "wrong", "10.0.0.1")
		requireCode(t, "SIGN_IN_FAILED", err)
		_, err = t.try("clerk", secret, "10.0.0.1")
		require.Equal(t, fault.Denied, requireCode(t, "ACCOUNT_DORMANT", err).Kind)
		person, err := t.Person(t.ctx, t.ids["clerk"])
		require.NoError(t, err)
		require.NotNil(t, person.DormantAt)
		log, err := t.SecurityLog(t.ctx, models.SecurityQuery{Kind: models.SecPersonDormant, Limit: 10})
		require.NoError(t, err)
		var ids []string
		for _, entry := range log {
			ids = append(ids, entry.ObjectID)
		}
		require.ElementsMatch(t, []string{t.ids["clerk"], t.ids["secadmin"]}, ids)

		require.NoError(t, t.Reactivate(t.ctx, t.ids["clerk"], t.by("sysadmin")))
		require.Zero(t, shut(), "the time begins anew")
		_, err = t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)
		requireCode(t, "PERSON_PRESENT", t.Reactivate(t.ctx, t.ids["clerk"], t.by("sysadmin")))
	})
}

func TestASessionEndsIdleOldOrByHand(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		in, err := t.try("CLERK", secret, "10.0.0.1")
		require.NoError(t, err, "user names are of any case")
		start := in.Session.CreatedAt

		check := func(after time.Duration) error {
			_, err := t.CheckSession(t.ctx, rules, in.Secret, start.Add(after), true)
			return err
		}
		require.NoError(t, check(29*time.Minute))
		require.NoError(t, check(58*time.Minute), "use keeps it alive")
		requireCode(t, "SESSION_ENDED", check(88*time.Minute+time.Second))

		in, err = t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)
		start = in.Session.CreatedAt
		for at := time.Duration(0); at < 12*time.Hour; at += 20 * time.Minute {
			require.NoError(t, check(at))
		}
		requireCode(t, "SESSION_ENDED", check(12*time.Hour))

		in, err = t.try("clerk", secret, "10.0.0.1")
		require.NoError(t, err)
		start = in.Session.CreatedAt
		requireCode(t, "SESSION_UNKNOWN", t.EndSession(t.ctx, in.Session.ID, t.by("somebody else")))
		require.NoError(t, t.EndSession(t.ctx, in.Session.ID, t.by("clerk")))
		require.NoError(t, t.EndSession(t.ctx, in.Session.ID, t.by("clerk")))
		requireCode(t, "SESSION_ENDED", check(time.Second))
		_, err = t.CheckSession(t.ctx, rules, "made up", t.now, true)
		requireCode(t, "SESSION_ENDED", err)
	})
}

func TestARequestThatComesByItselfKeepsNoSessionAlive(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		in, err := t.try("clerk", secret, "")
		require.NoError(t, err)
		_, err = t.CheckSession(t.ctx, rules, in.Secret, in.Session.CreatedAt.Add(20*time.Minute), false)
		require.NoError(t, err)
		_, err = t.CheckSession(t.ctx, rules, in.Secret, in.Session.CreatedAt.Add(31*time.Minute), false)
		requireCode(t, "SESSION_ENDED", err)
	})
}

func TestOneSessionTooManyEndsTheOldest(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		var all []store.SignedIn
		for range rules.Sessions.Most + 1 {
			in, err := t.try("clerk", secret, "")
			require.NoError(t, err)
			all = append(all, in)
		}
		_, err := t.CheckSession(t.ctx, rules, all[0].Secret, t.now, true)
		requireCode(t, "SESSION_ENDED", err)
		live, err := t.Sessions(t.ctx, rules.Sessions, t.ids["clerk"], t.now)
		require.NoError(t, err)
		require.Len(t, live, rules.Sessions.Most)
		require.Equal(t, all[len(all)-1].Session.ID, live[0].ID)

		n, err := t.PurgeSessions(t.ctx, t.now.Add(13*time.Hour))
		require.NoError(t, err)
		require.EqualValues(t, rules.Sessions.Most+1, n)
	})
}

func TestAPasswordGrowsOldAndIsNotUsedTwice(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		in, err := t.try("clerk", secret, "")
		require.NoError(t, err)
		require.False(t, in.MustChange)
		other, err := t.try("clerk", secret, "")
		require.NoError(t, err)

		change := func(old, now string) error {
			t.now = t.now.Add(10 * time.Second)
			return t.ChangePassword(t.ctx, rules, in.Session.ID, old, now, t.by("clerk"))
		}
		requireCode(t, "PASSWORD_WRONG", change("wrong", "Peach-8 blossom"))
		requireCode(t, "PASSWORD_USED", change(secret, secret))
		requireCode(t, "PASSWORD_SHORT", change(secret, "Aa1"))
		require.NoError(t, change(secret, "Peach-8 blossom"))
		require.NoError(t, change(secret, "Peach-8 blossom"), "sent twice")
		requireCode(t, "PASSWORD_USED", change("Peach-8 blossom", secret))

		_, err = t.CheckSession(t.ctx, rules, in.Secret, t.now, true)
		require.NoError(t, err, "the session that changed it stays")
		_, err = t.CheckSession(t.ctx, rules, other.Secret, t.now, true)
		requireCode(t, "SESSION_ENDED", err)

		t.now = t.now.Add(90 * 24 * time.Hour)
		old, err := t.try("clerk", "Peach-8 blossom", "")
		require.NoError(t, err)
		require.True(t, old.MustChange)
		caller, err := t.CheckSession(t.ctx, rules, old.Secret, t.now, true)
		require.NoError(t, err)
		require.True(t, caller.MustChange)
	})
}

func TestATokenActsUntilItExpiresIsRevokedOrItsOwnerGoes(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("sysadmin", models.RoleSysadmin, "")
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		token, key, err := t.CreateToken(t.ctx, models.Token{
			Name: "扫描仪", Scopes: []string{"file:upload"}, ExpiresAt: t.now.AddDate(0, 6, 0),
		}, t.by("clerk"))
		require.NoError(t, err)
		require.Regexp(t, `^renda_[\w-]{43}$`, key)

		caller, err := t.CheckToken(t.ctx, rules, key, t.now)
		require.NoError(t, err)
		require.Equal(t, []string{"file:upload"}, caller.Scopes)
		require.Equal(t, t.ids["clerk"], caller.PersonID)
		listed, err := t.Tokens(t.ctx, t.ids["clerk"])
		require.NoError(t, err)
		require.Len(t, listed, 1)
		require.NotNil(t, listed[0].UsedAt)
		require.NotContains(t, fmt.Sprintf("%+v", listed[0]), key)

		_, err = t.CheckToken(t.ctx, rules, key, t.now.AddDate(0, 3, 0))
		require.NoError(t, err)
		_, err = t.CheckToken(t.ctx, rules, key, token.ExpiresAt)
		requireCode(t, "TOKEN_INVALID", err)
		_, err = t.CheckToken(t.ctx, rules, key+"x", t.now)
		requireCode(t, "TOKEN_INVALID", err)
		requireCode(t, "TOKEN_UNKNOWN", t.RevokeToken(t.ctx, token.ID, t.by("sysadmin")))
		require.NoError(t, t.RevokeToken(t.ctx, token.ID, t.by("clerk")))
		_, err = t.CheckToken(t.ctx, rules, key, t.now)
		requireCode(t, "TOKEN_INVALID", err)

		_, key, err = t.CreateToken(t.ctx, models.Token{Name: "二", Scopes: []string{"file:*"}, ExpiresAt: t.now.AddDate(0, 6, 0)}, t.by("clerk"))
		require.NoError(t, err)
		require.NoError(t, t.Deactivate(t.ctx, t.ids["clerk"], t.by("sysadmin")))
		_, err = t.CheckToken(t.ctx, rules, key, t.now)
		requireCode(t, "TOKEN_INVALID", err)
	})
}

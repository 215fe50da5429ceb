package session_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/models"
)

func TestSigningInGivesACookieThatScriptsCannotRead(t *testing.T) {
	h := apitest.New(t)
	clerk := h.Person("clerk", models.RoleClerkIn, "office")
	a := clerk.Do(http.MethodPost, "/session", map[string]string{"username": "clerk", "password": apitest.Password, "port": "tablet"}).OK()
	cookie := a.Header.Get("Set-Cookie")
	require.Contains(t, cookie, "HttpOnly")
	require.Contains(t, cookie, "SameSite=Lax")
	require.NotContains(t, cookie, "Secure")

	var me session.Me
	clerk.Get("/session").Into(&me)
	require.Equal(t, "tablet", me.Port)
	require.Equal(t, "甲clerk", me.Name)
	require.Len(t, me.Posts, 1)
	require.Equal(t, "收发员", me.Posts[0].Title)
	require.Equal(t, "单位office", me.Posts[0].UnitName)
	require.Contains(t, me.Permissions, "document:open_incoming")
	require.NotContains(t, me.Permissions, "people:write")
}

func TestSigningInAgainEndsTheFormerSessionOfTheBrowser(t *testing.T) {
	h := apitest.New(t)
	clerk := h.Person("clerk", models.RoleClerkIn, "office")
	former := *clerk
	clerk.SignIn(apitest.Password)
	require.NotEqual(t, former.Cookie, clerk.Cookie)
	former.Get("/session").Refused(http.StatusUnauthorized, "SESSION_ENDED")
	clerk.Get("/session").OK()
}

func TestNobodyWithoutASessionGetsIn(t *testing.T) {
	h := apitest.New(t)
	stranger := h.Client()
	stranger.Get("/session").Refused(http.StatusUnauthorized, "NOT_SIGNED_IN")
	stranger.Cookie = "made up"
	stranger.Get("/session").Refused(http.StatusUnauthorized, "SESSION_ENDED")
	stranger.Token = "renda_made-up"
	stranger.Get("/session").Refused(http.StatusUnauthorized, "TOKEN_INVALID")

	a := stranger.Do(http.MethodPost, "/session", map[string]string{"username": "clerk", "password": "Wrong-1 password"})
	a.Refused(http.StatusUnauthorized, "SIGN_IN_FAILED")
	require.NotContains(t, a.Text, "Wrong-1")
	stranger.Do(http.MethodPost, "/session", map[string]any{"username": "clerk", "password": "x", "admin": true}).
		Refused(http.StatusUnprocessableEntity, "VALIDATION")
}

func TestMySessionsCanBeSeenAndEnded(t *testing.T) {
	h := apitest.New(t)
	pc := h.Person("clerk", models.RoleClerkIn, "office")
	phone := *pc
	phone.Cookie = ""
	phone.SignIn(apitest.Password)
	var list struct{ Items []session.Session }
	pc.Get("/sessions").Into(&list)
	require.Len(t, list.Items, 2)
	require.False(t, list.Items[0].Current)
	require.True(t, list.Items[1].Current)

	other := h.Person("drafter", models.RoleDrafter, "office")
	other.Do(http.MethodDelete, "/sessions/"+list.Items[0].ID, nil).Refused(http.StatusNotFound, "SESSION_UNKNOWN")
	pc.Do(http.MethodDelete, "/sessions/"+list.Items[0].ID, nil).OK()
	phone.Get("/session").Refused(http.StatusUnauthorized, "SESSION_ENDED")

	former := *pc
	pc.Do(http.MethodDelete, "/session", nil).OK()
	require.Empty(t, pc.Cookie)
	former.Get("/session").Refused(http.StatusUnauthorized, "SESSION_ENDED")
}

func TestIdlenessEndsASession(t *testing.T) {
	h := apitest.New(t)
	clerk := h.Person("clerk", models.RoleClerkIn, "office")
	h.Time = h.Time.Add(31 * time.Minute)
	clerk.Get("/session").Refused(http.StatusUnauthorized, "SESSION_ENDED")
}

func TestAnOldPasswordMustBeChangedBeforeAnythingElse(t *testing.T) {
	h := apitest.New(t)
	clerk := h.Person("clerk", models.RoleClerkIn, "office")
	h.Time = h.Time.Add(91 * 24 * time.Hour)
	clerk.SignIn(apitest.Password)
	clerk.Get("/sessions").Refused(http.StatusForbidden, "PASSWORD_CHANGE_REQUIRED")
	var me session.Me
	clerk.Get("/session").Into(&me)
	require.True(t, me.MustChangePassword)

	change := map[string]string{"old_password": apitest.Password, "password": "short"}
	clerk.Do(http.MethodPut, "/session/password", change).Refused(http.StatusUnprocessableEntity, "PASSWORD_SHORT")
	change["password"] = "Peach-8 blossom"
	clerk.DoKey(http.MethodPut, "/session/password", "the-same-key", change).OK()
	clerk.DoKey(http.MethodPut, "/session/password", "the-same-key", change).OK()
	clerk.Get("/sessions").OK()
	clerk.SignIn("Peach-8 blossom")

	var kept int64
	require.NoError(t, h.Store.DB(t.Context()).Table("answers").Count(&kept).Error)
	require.Zero(t, kept, "nothing of a password is kept under a key")
}

func TestATokenDoesNoMoreThanItsScopes(t *testing.T) {
	h := apitest.New(t)
	clerk := h.Person("clerk", models.RoleClerkIn, "office")
	ask := map[string]any{"name": "扫描仪", "scopes": []string{"calendar:read"}, "expires_at": h.Time.AddDate(0, 6, 0)}
	var token struct{ ID, Secret, Hint string }
	clerk.DoKey(http.MethodPost, "/tokens", "the-same-key", ask).Into(&token)
	require.NotEmpty(t, token.Secret)
	var again struct{ ID, Secret string }
	clerk.DoKey(http.MethodPost, "/tokens", "the-same-key", ask).Into(&again)
	require.Equal(t, token.ID, again.ID)
	require.Empty(t, again.Secret, "the secret is shown once")

	program := h.Client()
	program.Token = token.Secret
	for path, method := range map[string]string{"/session": "GET", "/tokens": "GET", "/sessions": "GET", "/session/password": "PUT"} {
		var body any
		if method == "PUT" {
			body = map[string]string{"old_password": apitest.Password, "password": "Peach-8 blossom"}
		}
		program.Do(method, path, body).Refused(http.StatusForbidden, "SCOPE")
	}
	for _, scope := range []string{"session:own", "people:write", "audit:read", "nonsense"} {
		clerk.Do(http.MethodPost, "/tokens", map[string]any{"name": "过大", "scopes": []string{scope}, "expires_at": h.Time.AddDate(0, 6, 0)}).
			Refused(http.StatusUnprocessableEntity, "SCOPE_UNKNOWN")
	}
	h.Person("sysadmin", models.RoleSysadmin, "").Get("/tokens").Refused(http.StatusForbidden, "FORBIDDEN")

	var list session.Tokens
	clerk.Get("/tokens").Into(&list)
	require.Len(t, list.Items, 1)
	offered := map[string]string{}
	for _, s := range list.Scopes {
		offered[s.Scope] = s.Title
	}
	require.Equal(t, "查看工作日历", offered["calendar:read"])
	require.NotContains(t, offered, "token:own", "what is never a program's is not offered")
	require.NotContains(t, offered, "people:write", "nor what the person does not have himself")
	clerk.Do(http.MethodDelete, "/tokens/"+token.ID, nil).OK()
	program.Get("/session").Refused(http.StatusUnauthorized, "TOKEN_INVALID")
}

func TestARefusalIsInTheSecurityLog(t *testing.T) {
	h := apitest.New(t)
	admin := h.Person("sysadmin", models.RoleSysadmin, "")
	admin.Get("/tokens").Refused(http.StatusForbidden, "FORBIDDEN")
	refused, err := h.Store.SecurityLog(t.Context(), models.SecurityQuery{Kind: models.SecRefused, Limit: 10})
	require.NoError(t, err)
	require.Len(t, refused, 1)
	require.Equal(t, h.People["sysadmin"], refused[0].PersonID)
	require.Equal(t, "token", refused[0].Object)
	require.Equal(t, map[string]string{"action": "own", "code": "FORBIDDEN"}, refused[0].Detail)
}

func TestAViewerHasTheAddressesOfHisPostsAndAnAdministratorNone(t *testing.T) {
	h := apitest.New(t)
	for username, role := range map[string]string{"clerk": models.RoleClerkIn, "auditor": models.RoleAuditor} {
		unit := "office"
		if models.Administers(role) {
			unit = ""
		}
		c := h.Person(username, role, unit)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		require.NoError(t, err)
		r.AddCookie(&http.Cookie{Name: session.Cookie, Value: c.Cookie})
		ctx, who, err := h.Sessions.Authenticate(t.Context(), r)
		require.NoError(t, err)
		require.Equal(t, h.People[username], who.Person)
		viewer, err := h.Sessions.Viewer(ctx)
		require.NoError(t, err)
		if username == "auditor" {
			require.Empty(t, viewer.Addresses)
			continue
		}
		require.ElementsMatch(t, []string{
			"p:" + who.Person, "r:clerk_in@" + h.Units["office"], "r:clerk_in@" + h.Units["npc"],
		}, viewer.Addresses)
	}
	_, err := h.Sessions.Viewer(t.Context())
	require.Error(t, err)
}

package people

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Role is a role with its Chinese title.
type Role struct {
	Role  string `json:"role"`
	Title string `json:"title"`
	Admin bool   `json:"admin,omitempty" doc:"三类管理员之一，不得兼任其他角色。"`
}

func (d Deps) roles(context.Context, *struct{}) (*List[Role], error) {
	var roles []Role
	for _, role := range slices.Sorted(maps.Keys(models.RoleTitles)) {
		roles = append(roles, Role{Role: role, Title: models.RoleTitles[role], Admin: models.Administers(role)})
	}
	return listOf(roles, ""), nil
}

type peopleIn struct {
	Unit   string `query:"unit" maxLength:"64" doc:"在该单位或其下级单位任职。"`
	Role   string `query:"role" maxLength:"40" doc:"担任该角色。"`
	Name   string `query:"q" maxLength:"40" doc:"姓名或用户名的一部分。"`
	Left   bool   `query:"left" doc:"列出已离岗的人。"`
	Cursor string `query:"cursor" maxLength:"512"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (d Deps) people(ctx context.Context, in *peopleIn) (*List[Person], error) {
	return d.withPosts(ctx, store.PeopleQuery{
		Unit: in.Unit, Role: in.Role, Name: in.Name, Left: in.Left, Cursor: in.Cursor, Limit: in.Limit, At: d.Now(),
	})
}

// withPosts are the persons asked for, each with his posts in words.
func (d Deps) withPosts(ctx context.Context, q store.PeopleQuery) (*List[Person], error) {
	page, err := d.Store.People(ctx, q)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(page.People))
	for i, p := range page.People {
		ids[i] = p.ID
	}
	held, err := d.Store.PostsHeld(ctx, ids, d.Now())
	if err != nil {
		return nil, err
	}
	var all []models.Post
	for _, id := range ids {
		all = append(all, held[id]...)
	}
	words, err := d.inWords(ctx, all)
	people := make([]Person, len(page.People))
	for i, p := range page.People {
		people[i] = Person{Person: p, Posts: words[p.ID]}
		if people[i].Posts == nil {
			people[i].Posts = []Post{}
		}
	}
	return listOf(people, page.Next), err
}

// Post is a post in words.
type Post struct {
	models.Post
	Title    string `json:"title"`
	UnitName string `json:"unit_name,omitempty"`
	State    string `json:"state" enum:"waiting,later,held,over" doc:"waiting 待批准，later 未开始，held 在任，over 已结束。"`
}

// Person is a person with his posts.
type Person struct {
	models.Person
	Posts []Post `json:"posts" nullable:"false"`
}

func (d Deps) person(ctx context.Context, in *idIn) (*Answer[Person], error) {
	person, err := d.Store.Person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	posts, err := d.Store.PostsOf(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	words, err := d.inWords(ctx, posts)
	return &Answer[Person]{Person{Person: person, Posts: append([]Post{}, words[in.ID]...)}}, err
}

// inWords are the posts with their names and states, by person.
func (d Deps) inWords(ctx context.Context, posts []models.Post) (map[string][]Post, error) {
	units := make([]string, len(posts))
	for i, p := range posts {
		units[i] = p.UnitID
	}
	names, err := d.Store.NamesOf(ctx, units)
	words := map[string][]Post{}
	for _, p := range posts {
		words[p.PersonID] = append(words[p.PersonID], Post{
			Post: p, Title: models.RoleTitles[p.Role], UnitName: names[p.UnitID], State: state(p, d.Now()),
		})
	}
	return words, err
}

func state(p models.Post, now time.Time) string {
	switch {
	case p.Until != nil && !now.Before(*p.Until):
		return "over"
	case p.ApprovedAt == nil:
		return "waiting"
	case now.Before(p.From):
		return "later"
	}
	return "held"
}

type createIn struct {
	Body struct {
		Username string `json:"username" minLength:"2" maxLength:"40" doc:"登录用，小写字母、数字、短横或下划线，不再更改。"`
		Name     string `json:"name" minLength:"1" maxLength:"40"`
		Sort     int    `json:"sort,omitempty" minimum:"0" maximum:"100000"`
	}
}

func (d Deps) create(ctx context.Context, in *createIn) (*Answer[models.Person], error) {
	person, err := d.Store.CreatePerson(ctx, store.NewPerson{
		Person: models.Person{Username: in.Body.Username, Name: in.Body.Name, Sort: in.Body.Sort},
	}, d.by(ctx))
	return &Answer[models.Person]{person}, err
}

type renameIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"40"`
		Sort int    `json:"sort" minimum:"0" maximum:"100000"`
	}
}

func (d Deps) rename(ctx context.Context, in *renameIn) (*Done, error) {
	return &Done{}, d.Store.UpdatePerson(ctx, in.ID, in.Body.Name, in.Body.Sort, d.by(ctx))
}

type reasonIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason" minLength:"2" maxLength:"200"`
	}
}

type resetOut struct {
	Body struct {
		Consent  models.Consent `json:"consent"`
		Password string         `json:"password,omitempty" doc:"新密码，只显示这一次；批准后生效。"`
	}
}

// WithoutSecret is what may be kept of the answer.
func (o *resetOut) WithoutSecret() any {
	kept := *o
	kept.Body.Password = ""
	return &kept
}

func (d Deps) reset(ctx context.Context, in *reasonIn) (*resetOut, error) {
	out := &resetOut{}
	var err error
	out.Body.Password, out.Body.Consent, err = d.Store.ProposePassword(ctx, in.ID, in.Body.Reason, d.by(ctx))
	return out, err
}

type lockOut struct {
	Body struct {
		Locked bool       `json:"locked"`
		Until  *time.Time `json:"until,omitempty" doc:"到此时自动解除。"`
	}
}

func (d Deps) lock(ctx context.Context, in *idIn) (*lockOut, error) {
	out := &lockOut{}
	var err error
	out.Body.Until, err = d.Store.LockedUntil(ctx, in.ID, d.Now())
	out.Body.Locked = out.Body.Until != nil
	return out, err
}

func (d Deps) unlock(ctx context.Context, in *idIn) (*Done, error) {
	return &Done{}, d.Store.Unlock(ctx, in.ID, d.by(ctx))
}

type givePostIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Role   string     `json:"role" minLength:"1" maxLength:"40"`
		UnitID string     `json:"unit_id,omitempty" maxLength:"64" doc:"三类管理员为空。"`
		From   *time.Time `json:"from,omitempty" doc:"缺省为现在。"`
		Until  *time.Time `json:"until,omitempty" doc:"到此时为止（不含）；缺省为长期。"`
		Reason string     `json:"reason" minLength:"2" maxLength:"200"`
	}
}

type givePostOut struct {
	Body struct {
		Post    models.Post    `json:"post"`
		Consent models.Consent `json:"consent"`
	}
}

func (d Deps) givePost(ctx context.Context, in *givePostIn) (*givePostOut, error) {
	post := models.Post{PersonID: in.ID, Role: in.Body.Role, UnitID: in.Body.UnitID, Until: in.Body.Until}
	if in.Body.From != nil {
		post.From = *in.Body.From
	}
	out := &givePostOut{}
	var err error
	out.Body.Post, out.Body.Consent, err = d.Store.ProposePost(ctx, post, in.Body.Reason, d.by(ctx))
	return out, err
}

func (d Deps) endPost(ctx context.Context, in *idIn) (*Done, error) {
	return d.taken(ctx, d.Store.EndPost(ctx, in.ID, d.by(ctx)))
}

// Package demo loads a county to try the program with: the organs, offices,
// bureaus and towns of Qichun (蕲春县), some sixty made-up people in every role,
// letterheads, number series and shared phrases. All of it is marked, and can be taken away
// again while no record depends on it.
package demo

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Codes of refusals.
const (
	CodeCodeTaken = "DEMO_CODE_TAKEN"
	CodeNameTaken = "DEMO_USERNAME_TAKEN"
)

// Report is what a load added; all zero when everything was there.
type Report struct {
	Units, People, Posts, Letterheads, Series, Phrases int
	// Password of the people added, when Load made it; show it once.
	Password string
}

// Load adds what is missing of the county. Nothing that is there is changed:
// neither a password, nor a post that was ended, nor a unit that was renamed.
// An empty password means that one is made. Conflict, DEMO_CODE_TAKEN or
// DEMO_USERNAME_TAKEN, before anything is written, when a real unit or person
// has a code or name of the table.
func Load(ctx context.Context, s *store.Store, password string, now time.Time) (Report, error) {
	l := loader{store: s, by: operator(now), password: password}
	for _, step := range []func(context.Context) error{
		l.look, l.addUnits, l.addPeople, l.addLetterheads, l.addReceipts, l.addPhrases,
	} {
		if err := step(ctx); err != nil {
			return l.report, err
		}
	}
	return l.report, nil
}

// Remove takes the county away: people, units, letterheads and series that are
// marked. Conflict, DEMO_IN_USE, and nothing is changed, when a record depends
// on them: a ledger is never cut.
func Remove(ctx context.Context, s *store.Store, now time.Time) (store.DemoRemoved, error) {
	return s.RemoveDemo(ctx, operator(now))
}

// served is how long the people of the county have been in their posts: a play
// of real documents begins some weeks before the day it is asked for.
const served = 365 * 24 * time.Hour

// operator is who acts at the machine itself.
func operator(now time.Time) models.By {
	return models.By{PersonID: "operator", Port: "cli", At: now}
}

type loader struct {
	store    *store.Store
	by       models.By
	password string
	report   Report

	units  map[string]models.Unit   // by code
	people map[string]models.Person // by user name
}

// look finds what is there, and refuses what is real.
func (l *loader) look(ctx context.Context) error {
	there, err := l.store.Units(ctx, true)
	if err != nil {
		return err
	}
	l.units, l.people = map[string]models.Unit{}, map[string]models.Person{}
	for _, u := range there {
		l.units[u.Code] = u
	}
	for _, u := range units() {
		if there, ok := l.units[u.code]; ok && !there.Demo {
			return fault.New(fault.Conflict, CodeCodeTaken, "单位代码“%s”已属于真实单位“%s”，不能载入演示数据。", u.code, there.Name)
		}
	}
	for _, p := range people() {
		there, err := l.store.PersonByUsername(ctx, p.username)
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return err
		case !there.Demo:
			return fault.New(fault.Conflict, CodeNameTaken, "用户名“%s”已属于真实人员，不能载入演示数据。", p.username)
		default:
			l.people[p.username] = there
		}
	}
	return nil
}

func (l *loader) addUnits(ctx context.Context) error {
	for i, u := range units() {
		if _, ok := l.units[u.code]; ok {
			continue
		}
		made, err := l.store.CreateUnit(ctx, models.Unit{
			ParentID: l.units[u.parent].ID, Organ: u.organ, Code: u.code, Name: u.name, ShortName: u.short,
			Kind: u.kind, Sort: (i + 1) * 10, Demo: true,
		}, l.by)
		if err != nil {
			return err
		}
		l.units[u.code] = made
		l.report.Units++
	}
	return nil
}

func (l *loader) addPeople(ctx context.Context) error {
	for i, p := range people() {
		if _, ok := l.people[p.username]; !ok {
			if err := l.addPerson(ctx, p, (i+1)*10); err != nil {
				return err
			}
		}
		if err := l.addPosts(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) addPerson(ctx context.Context, p person, sort int) error {
	if l.password == "" {
		made, err := store.GeneratePassword()
		if err != nil {
			return err
		}
		l.password, l.report.Password = made, made
	}
	made, err := l.store.CreatePerson(ctx, store.NewPerson{
		Person:   models.Person{Username: p.username, Name: nameOf(p.username), Sort: sort, Demo: true},
		Password: l.password, KeepPassword: true,
	}, l.by)
	if err != nil {
		return err
	}
	l.people[p.username] = made
	l.report.People++
	return nil
}

func (l *loader) addPosts(ctx context.Context, p person) error {
	one := l.people[p.username]
	if one.LeftAt != nil {
		return nil
	}
	held, err := l.store.PostsOf(ctx, one.ID)
	if err != nil {
		return err
	}
	had := map[post]bool{}
	for _, h := range held {
		had[post{h.Role, h.UnitID}] = true
	}
	for _, want := range p.posts {
		unit := l.units[want.unit]
		if had[post{want.role, unit.ID}] || unit.ClosedAt != nil {
			continue
		}
		given := models.Post{PersonID: one.ID, UnitID: unit.ID, Role: want.role, From: l.by.At.Add(-served)}
		if _, err := l.store.GrantPost(ctx, given, l.by); err != nil {
			return err
		}
		l.report.Posts++
	}
	return nil
}

func (l *loader) addLetterheads(ctx context.Context) error {
	there, err := l.store.Letterheads(ctx, "")
	if err != nil {
		return err
	}
	had := map[string]bool{}
	for _, h := range there {
		had[h.Prefix] = true
	}
	for _, h := range letterheads() {
		if !had[h.prefix] {
			_, err := l.store.CreateLetterhead(ctx, models.Letterhead{
				UnitID: l.units[h.unit].ID, Mark: h.mark, Issuer: h.issuer, Prefix: h.prefix, Demo: true,
			}, l.by)
			if err != nil {
				return err
			}
			l.report.Letterheads++
		}
		err := l.addSeries(ctx, models.NumberSeries{
			Key: h.key, Organ: l.units[h.unit].ID, Kind: models.SeriesIssue, Title: h.title,
			Prefix: h.prefix, Format: "{prefix}〔{year}〕{n}号",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) addReceipts(ctx context.Context) error {
	for unit, key := range receipts() {
		err := l.addSeries(ctx, models.NumberSeries{
			Key: key, Organ: l.units[unit].ID, Kind: models.SeriesReceipt, Title: l.units[unit].ShortName + "收文",
			Prefix: "收", Format: "{prefix}{year}-{n:4}",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) addSeries(ctx context.Context, series models.NumberSeries) error {
	_, err := l.store.Series(ctx, series.Key)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	series.Demo, series.CreatedAt = true, l.by.At
	l.report.Series++
	return l.store.SaveSeries(ctx, series)
}

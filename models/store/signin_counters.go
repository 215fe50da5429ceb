package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/models"
)

// counterRow counts the wrong passwords of an account, of an address, or of one
// at the other.
type counterRow struct {
	Name        string `gorm:"primaryKey"`
	Failures    int
	Pending     int // tries that have begun and are not judged
	WindowAt    time.Time
	NextAt      *time.Time
	LockedUntil *time.Time
	Locks       int
	LockedDay   string
}

func (counterRow) TableName() string { return "login_counters" }

// counters are those that one try concerns.
type counters struct {
	here    *counterRow // of the account at the address
	address *counterRow // of all accounts at the address
	account *counterRow // of the account at all addresses
}

// half of a name says which account, so that all counters of an account are
// found without knowing the addresses.
const half = 32

func accountPart(username string) string { return hashed("account", username)[:half] }

func accountCounter(username string) string { return accountPart(username) + strings.Repeat("0", half) }

func hereCounter(username, network string) string {
	return accountPart(username) + hashed("at", username+"@"+network)[:half]
}

func addressCounter(network string) string { return hashed("address", network) }

func hashed(kind, what string) string {
	sum := sha256.Sum256([]byte(kind + ":" + what))
	return hex.EncodeToString(sum[:])
}

// networkOf is what counts as one address: of IPv6 the network of one site, of
// which anybody has more addresses than can be counted.
func networkOf(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	if address = address.Unmap(); address.Is6() {
		if site, err := address.WithZone("").Prefix(64); err == nil {
			return site.String()
		}
	}
	return address.String()
}

// counters returns the counters of a try, locked, and empty again when their
// window is over.
func (s *Store) counters(ctx context.Context, rules models.LockRules, username string, by models.By) (counters, error) {
	network := networkOf(by.IP)
	names := []string{hereCounter(username, network), addressCounter(network), accountCounter(username)}
	var rows []counterRow
	for range 2 {
		err := s.DB(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("name IN ?", names).Order("name").Find(&rows).Error
		if err != nil {
			return counters{}, err
		}
		if len(rows) == len(names) {
			break
		}
		fresh := make([]counterRow, len(names))
		for i, name := range slices.Sorted(slices.Values(names)) { // all in one order, or two would wait for each other
			fresh[i] = counterRow{Name: name, WindowAt: utc(by.At)}
		}
		if err := s.DB(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
			return counters{}, err
		}
	}
	if len(rows) != len(names) {
		return counters{}, errors.New("store: the counters of a sign-in are gone")
	}
	find := func(name string) *counterRow {
		c := &rows[slices.IndexFunc(rows, func(r counterRow) bool { return r.Name == name })]
		if !by.At.Before(c.WindowAt.Add(rules.Window)) {
			c.Failures, c.Pending, c.NextAt, c.WindowAt = 0, 0, nil, utc(by.At)
		}
		return c
	}
	return counters{here: find(names[0]), address: find(names[1]), account: find(names[2])}, nil
}

func (s *Store) saveCounters(ctx context.Context, rows ...*counterRow) error {
	for _, r := range rows {
		if err := s.DB(ctx).Save(r).Error; err != nil {
			return err
		}
	}
	return nil
}

package models

// Viewer is who looks: the person and every address under which things are put
// for him (see store.Addresses). A viewer without addresses sees nothing.
type Viewer struct {
	PersonID  string
	Addresses []string
	Port      string // pc, tablet, phone, api
}

// PersonAddress is the address of one person.
func PersonAddress(person string) string { return "p:" + person }

// RoleAddress is the address of whoever holds the role in the unit.
func RoleAddress(role, unit string) string { return "r:" + role + "@" + unit }

// OverseerAddress is the address of those who may see every case of an organ.
func OverseerAddress(organ string) string { return "o:" + organ }

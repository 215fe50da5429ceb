package people

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

type unitsIn struct {
	Closed bool `query:"closed" doc:"也列出已撤销的。"`
}

func (d Deps) units(ctx context.Context, in *unitsIn) (*List[models.Unit], error) {
	units, err := d.Store.Units(ctx, in.Closed)
	return listOf(units, ""), err
}

func (d Deps) history(ctx context.Context, in *idIn) (*List[models.UnitChange], error) {
	if _, err := d.Store.Unit(ctx, in.ID); err != nil {
		return nil, err
	}
	changes, err := d.Store.UnitHistory(ctx, in.ID)
	return listOf(changes, ""), err
}

type createUnitIn struct {
	Body struct {
		ParentID  string `json:"parent_id,omitempty" maxLength:"64" doc:"上级单位；最上一级为空。"`
		Organ     bool   `json:"organ,omitempty" doc:"是否为机关（独立收文、发文、编号）。"`
		Code      string `json:"code" minLength:"2" maxLength:"40"`
		Name      string `json:"name" minLength:"1" maxLength:"100"`
		ShortName string `json:"short_name,omitempty" maxLength:"40"`
		Kind      string `json:"kind" enum:"congress,party,office,committee,government,bureau,town,court,procurator,section,other"`
		Sort      int    `json:"sort,omitempty" minimum:"0" maximum:"100000"`
	}
}

func (d Deps) createUnit(ctx context.Context, in *createUnitIn) (*Answer[models.Unit], error) {
	b := in.Body
	unit, err := d.Store.CreateUnit(ctx, models.Unit{
		ParentID: b.ParentID, Organ: b.Organ, Code: b.Code, Name: b.Name, ShortName: b.ShortName, Kind: b.Kind, Sort: b.Sort,
	}, d.by(ctx))
	return &Answer[models.Unit]{unit}, err
}

type renameUnitIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Name      string `json:"name" minLength:"1" maxLength:"100"`
		ShortName string `json:"short_name" minLength:"1" maxLength:"40"`
		Sort      int    `json:"sort" minimum:"0" maximum:"100000"`
	}
}

func (d Deps) renameUnit(ctx context.Context, in *renameUnitIn) (*Done, error) {
	return &Done{}, d.Store.RenameUnit(ctx, in.ID, in.Body.Name, in.Body.ShortName, in.Body.Sort, d.by(ctx))
}

type moveUnitIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		ParentID string `json:"parent_id" maxLength:"64" doc:"新的上级单位；机关可为空。"`
	}
}

func (d Deps) moveUnit(ctx context.Context, in *moveUnitIn) (*Done, error) {
	return &Done{}, d.Store.MoveUnit(ctx, in.ID, in.Body.ParentID, d.by(ctx))
}

func (d Deps) closeUnit(ctx context.Context, in *idIn) (*Done, error) {
	return &Done{}, d.Store.CloseUnit(ctx, in.ID, d.by(ctx))
}

type headsIn struct {
	Organ string `query:"organ" maxLength:"64" doc:"只列某一机关的。"`
}

func (d Deps) letterheads(ctx context.Context, in *headsIn) (*List[models.Letterhead], error) {
	heads, err := d.Store.Letterheads(ctx, in.Organ)
	return listOf(heads, ""), err
}

type createHeadIn struct {
	Body struct {
		UnitID string `json:"unit_id" minLength:"1" maxLength:"64"`
		Mark   string `json:"mark" minLength:"1" maxLength:"100" doc:"发文机关标志，如“蕲春县人民代表大会常务委员会文件”。"`
		Issuer string `json:"issuer" minLength:"1" maxLength:"100" doc:"发文机关署名。"`
		Prefix string `json:"prefix" minLength:"1" maxLength:"20" doc:"机关代字，如“蕲常发”。"`
	}
}

func (d Deps) createLetterhead(ctx context.Context, in *createHeadIn) (*Answer[models.Letterhead], error) {
	head, err := d.Store.CreateLetterhead(ctx, models.Letterhead{
		UnitID: in.Body.UnitID, Mark: in.Body.Mark, Issuer: in.Body.Issuer, Prefix: in.Body.Prefix,
	}, d.by(ctx))
	return &Answer[models.Letterhead]{head}, err
}

func (d Deps) closeLetterhead(ctx context.Context, in *idIn) (*Done, error) {
	return &Done{}, d.Store.CloseLetterhead(ctx, in.ID, d.by(ctx))
}

package store

import (
	"context"
	"reflect"

	"gorm.io/gorm/schema"
)

// lists keeps lists as JSON, an empty one as [] where gorm would write NULL.
type lists struct{ schema.JSONSerializer }

func init() { schema.RegisterSerializer("json", lists{}) }

// Value implements gorm's serializer.
func (s lists) Value(ctx context.Context, f *schema.Field, dst reflect.Value, v any) (any, error) {
	if rv := reflect.ValueOf(v); rv.Kind() == reflect.Slice && rv.Len() == 0 {
		return "[]", nil
	}
	return s.JSONSerializer.Value(ctx, f, dst, v)
}

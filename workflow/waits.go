package workflow

import "example.org/tickmark/models"

// WaitsFor names the people for whom a missing point waits: who has the claim
// or could take it, who could approve it, who was asked, who could place or
// fix it. It may be nobody, which is worth saying too.
func WaitsFor(m Missing, people []models.User) []models.ID {
	var who []models.User
	switch {
	case m.Point == models.PointQuery:
		return []models.ID{models.ID(m.Comment.AskedID)}
	case m.Point == models.PointNotApproved && m.Case != nil:
		who = waitsForClaim(*m.Case, people)
	case m.Point == models.PointNotPlaced && m.Case != nil:
		who = WhoMay(*m.Case, people, Place)
	case m.Point == models.PointMustFix, m.Point == models.PointTK:
		who = keep(people, func(u models.User) bool { return u.Is(models.RoleEditor) })
	case m.Point == models.PointReply && m.Case != nil:
		who = WhoMay(*m.Case, people, RightOfReply)
	case m.Point == models.PointNoClaims, m.Point == models.PointCoverage:
		who = keep(people, func(u models.User) bool { return u.Is(models.RoleChecker) })
	}
	ids := make([]models.ID, len(who))
	for i, u := range who {
		ids[i] = u.ID
	}
	return ids
}

func waitsForClaim(c Case, people []models.User) []models.User {
	switch {
	case c.Claim.State == models.InReview:
		return Approvers(c, people)
	case c.WaitsForCopy():
		return keep(people, func(u models.User) bool { return u.Is(models.RoleEditor) })
	case c.Claim.AssigneeID != 0:
		return keep(people, func(u models.User) bool { return u.ID == models.ID(c.Claim.AssigneeID) })
	}
	return WhoMay(c, people, Take)
}

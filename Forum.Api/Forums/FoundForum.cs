using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

/// <summary>The operator founds a forum: all of it, or nothing.</summary>
public sealed partial class FoundForum(ForumDb db, WriteGate gate)
{
    /// <summary>First segments that the program itself answers; no forum may be called so.</summary>
    public static IReadOnlyCollection<string> ReservedSlugs { get; } =
        ["api", "dist", "drift", "fejl", "health", "i", "live", "log-ind", "log-ud", "maaned", "openapi", "reference", "s", "simulator", "sms", "sprog", "was"];

    /// <summary>Founds it.</summary>
    /// <returns>The forum's key.</returns>
    /// <exception cref="Refused">Invalid: what is malformed, reserved, missing, or taken by another forum.</exception>
    public async Task<int> Run(Actor actor, ForumFoundation foundation, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var faults = Check(foundation);
        if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
        using var turn = await gate.EnterAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var others = await db.Forums.AsNoTracking().Where(f => f.Slug == foundation.Slug || f.CasePrefix == foundation.CasePrefix || f.SmsNumber == Number(foundation.SmsNumber))
            .Select(f => new { f.Slug, f.CasePrefix, f.SmsNumber }).ToListAsync(cancellation);
        if (others.Exists(f => f.Slug == foundation.Slug)) faults.Add(new("slug", "SlugTaken"));
        if (others.Exists(f => f.CasePrefix == foundation.CasePrefix)) faults.Add(new("casePrefix", "CasePrefixTaken"));
        if (others.Exists(f => f.SmsNumber == Number(foundation.SmsNumber))) faults.Add(new("smsNumber", "SmsNumberTaken"));
        if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
        var forum = Store(foundation);
        await db.SaveChangesAsync(cancellation);
        Store(foundation, forum.Id);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        return forum.Id;
    }

    private static List<FieldFault> Check(ForumFoundation foundation)
    {
        var faults = new List<FieldFault>();
        void Demand(bool right, string field, string code)
        {
            if (!right) faults.Add(new(field, code));
        }

        var teams = foundation.Teams.Select(team => team.Name).ToHashSet();
        Demand(SlugForm().IsMatch(foundation.Slug), "slug", "SlugInvalid");
        Demand(!ReservedSlugs.Contains(foundation.Slug), "slug", "SlugReserved");
        Demand(PrefixForm().IsMatch(foundation.CasePrefix), "casePrefix", "CasePrefixInvalid");
        Demand(Number(foundation.SmsNumber) is not null, "smsNumber", "PhoneInvalid");
        Demand(TimeZoneInfo.TryFindSystemTimeZoneById(foundation.TimeZone, out _), "timeZone", "ValueUnknown");
        Demand(GeoPoint.TryParse(foundation.SouthWest, out _) && GeoPoint.TryParse(foundation.NorthEast, out _), "area", "PointInvalid");
        Demand(teams.Count > 0 && teams.Count == foundation.Teams.Count, "teams", "TeamUnknown");
        Demand(foundation.Categories.Select(category => category.Code).Order().SequenceEqual(Enum.GetValues<CategoryCode>().Order()), "categories", "CategoryMissing");
        var named = foundation.Categories.Select(category => category.Receives).Concat(foundation.GroundRules.SelectMany(rule => new[] { rule.Receives, rule.Fetches, rule.Next }.OfType<string>()));
        Demand(named.All(teams.Contains), "groundRules", "TeamUnknown");
        Demand(foundation.Streets.All(street => GeoPoint.TryParseLine(street.Line, out _)), "streets", "PointInvalid");
        Demand(foundation.Places.All(place => GeoPoint.TryParse(place.Point, out _)), "places", "PointInvalid");
        return faults;
    }

    private Forum Store(ForumFoundation foundation)
    {
        var (southWest, northEast) = (Point(foundation.SouthWest), Point(foundation.NorthEast));
        var forum = new Forum
        {
            Slug = foundation.Slug, CasePrefix = foundation.CasePrefix, TimeZone = foundation.TimeZone, SmsNumber = Number(foundation.SmsNumber)!,
            South = southWest.Lat, West = southWest.Lon, North = northEast.Lat, East = northEast.Lon,
            SketchMap = foundation.SketchMap, TileUrl = foundation.TileUrl, IsDemo = foundation.IsDemo,
        };
        forum.Set(new ContactSettings
        {
            Name = foundation.Name, Quarter = foundation.Quarter, Telephone = foundation.Telephone, MedicalNumber = foundation.MedicalNumber, PoliceNumber = foundation.PoliceNumber,
            Controller = foundation.Controller, ControllerContact = foundation.ControllerContact,
        });
        return db.Forums.Add(forum).Entity;
    }

    private void Store(ForumFoundation foundation, int forum)
    {
        var teams = foundation.Teams.ToDictionary(team => team.Name, team => Team.Of(forum, new()
        {
            Name = team.Name, Base = team.Base, Hours = team.Hours, Telephone = team.Telephone, Receives = team.Receives, Fetches = team.Fetches, TakesDropOffs = team.TakesDropOffs,
        }));
        db.Teams.AddRange(teams.Values);
        db.Categories.AddRange(foundation.Categories.Select(category => Category.Of(forum, new()
        {
            Code = category.Code, Order = category.Order, PublicLevel = category.PublicLevel, PoliceRule = category.PoliceRule,
            NeedsPickup = category.NeedsPickup, FixedAnswer = category.FixedAnswer, ReceivingTeam = teams[category.Receives].Id,
        })));
        db.GroundRules.AddRange(from rule in foundation.GroundRules
                                from category in rule.Categories
                                from ground in rule.Grounds
                                select GroundRule.Of(forum, category, ground, teams[rule.Receives].Id, rule.Fetches is { } fetches ? teams[fetches].Id : null, rule.Next is { } next ? teams[next].Id : null));
        db.Streets.AddRange(foundation.Streets.Select(street => new Street { ForumId = forum, Name = street.Name, Line = street.Line, OtherSpellings = street.OtherSpellings, Numbers = street.Numbers }));
        db.Places.AddRange(foundation.Places.Select(place => Place.Of(forum, place.Kind, place.Name, Point(place.Point))));
    }

    private static string? Number(string text) => PhoneNumber.TryParse(text, out var number) ? number.E164 : null;

    private static GeoPoint Point(string text) => GeoPoint.TryParse(text, out var point) ? point : throw new FormatException("A point is not \"lat,lon\".");

    [GeneratedRegex(@"\A(?=.{2,40}\z)[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex SlugForm();

    [GeneratedRegex(@"\A[A-Z]{2,3}\z")]
    private static partial Regex PrefixForm();
}

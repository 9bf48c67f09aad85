using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Api.Reports;

/// <summary>What the police get of a case.</summary>
public enum PoliceGets
{
    /// <summary>"Politiet får det ikke".</summary>
    Nothing,

    /// <summary>"Politiet får kun sted, tid og antal".</summary>
    PlaceTimeAmount,
}

/// <summary>
/// Where a case goes and who may see it. The one rule: the panel that a reporter reads before sending is made from it, and so is what is stored.
/// </summary>
/// <param name="ReceivingTeamId">The team that receives it.</param>
/// <param name="FetchingTeamId">The team that is asked to fetch at once; null: nobody by itself.</param>
/// <param name="NextTeamId">The team that is asked next; null: the coordinator.</param>
/// <param name="NearChildren">Answered yes, or near a listed children's place.</param>
/// <param name="NearPlaceId">That place; it stays inside.</param>
/// <param name="NearMetres">How far it is, metres.</param>
/// <param name="Police">What the police get.</param>
/// <param name="Outsiders">How much outsiders may see.</param>
public sealed record Routing(
    Guid ReceivingTeamId,
    Guid? FetchingTeamId,
    Guid? NextTeamId,
    bool NearChildren,
    [property: JsonIgnore] int? NearPlaceId,
    int? NearMetres,
    PoliceGets Police,
    PublicLevel Outsiders)
{
    /// <summary>Who gets it and who sees it, as one word: sent with the report, it says what its reporter was shown.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ReceivingTeamId}/{FetchingTeamId}/{Police}/{Outsiders}")).AsSpan(0, 10));

    /// <summary>Applies the forum's tables to one case.</summary>
    public static Routing For(ForumSettings settings, CategoryCode category, Ground ground, ExactPlace place, YesNo children)
    {
        var kind = settings.Category(category);
        var rule = settings.Rule(category, ground);
        var (near, metres) = NearestChildrensPlace(settings, place);
        var police = kind.PoliceRule switch
        {
            PoliceRule.Always => PoliceGets.PlaceTimeAmount,
            PoliceRule.ChildrensPlaces when near is not null => PoliceGets.PlaceTimeAmount,
            _ => PoliceGets.Nothing,
        };
        // Indoors, and where the ground is not known, a street can point to a home.
        var outsiders = kind.PublicLevel == PublicLevel.Street && ground is Ground.Indoors or Ground.Unknown ? PublicLevel.Quarter : kind.PublicLevel;
        return new(
            rule?.ReceivingTeamId ?? kind.ReceivingTeamId,
            kind.NeedsPickup ? rule?.FetchingTeamId : null,
            rule?.NextTeamId,
            children == YesNo.Yes || near is not null,
            near?.Id,
            metres,
            police,
            outsiders);
    }

    /// <summary>The bits of a case that nobody has acknowledged yet, and those of one that somebody has.</summary>
    public Audience Audience(bool acknowledged)
    {
        var audience = Events.Audience.Partners | Events.Audience.Reporter;
        if (Police != PoliceGets.Nothing) audience |= Events.Audience.Police;
        if (acknowledged && Outsiders != PublicLevel.Never) audience |= Events.Audience.Residents;
        return audience;
    }

    private static (Place? Place, int? Metres) NearestChildrensPlace(ForumSettings settings, ExactPlace place)
    {
        if (place.Point is not { } point || place.Accuracy is not <= ExactPlace.ExactEnough) return (null, null);
        var nearest = settings.Places.Where(listed => listed.IsForChildren)
            .Select(listed => (Place: listed, Metres: point.Metres(new GeoPoint(listed.Lat, listed.Lon))))
            .OrderBy(listed => listed.Metres).FirstOrDefault();
        return nearest.Place is not null && nearest.Metres <= settings.Forum.ChildrenMetres ? (nearest.Place, (int)Math.Round(nearest.Metres)) : (null, null);
    }
}

/// <summary>What a reporter was shown, before sending, about who gets it. Kept with the report.</summary>
/// <param name="Receivers">The teams that see everything, by name.</param>
/// <param name="Police">What the police get.</param>
/// <param name="PoliceMayHaveNumber">The reporter's answer; null when it was not asked.</param>
/// <param name="Outsiders">What everybody else sees, later.</param>
public sealed record AudienceShown(IReadOnlyList<string> Receivers, PoliceGets Police, bool? PoliceMayHaveNumber, PublicLevel Outsiders);

using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Where it is, as a form or a program sends it.</summary>
public sealed record PlaceFields
{
    /// <summary>Street and number as written, at most 200 characters.</summary>
    public string? Written { get; init; }

    /// <summary>"Hvor præcist?", at most 200 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>Degrees north, WGS 84.</summary>
    public double? Lat { get; init; }

    /// <summary>Degrees east, WGS 84.</summary>
    public double? Lon { get; init; }

    /// <summary>How exact the point is, metres.</summary>
    public double? Accuracy { get; init; }
}

/// <summary>Makes clean values of what was sent; gathers what is wrong, so that a person hears of everything at once.</summary>
internal sealed class ReportFields(ForumSettings settings)
{
    public const int WordsMax = 2000, LineMax = 200;

    private readonly List<FieldFault> faults = [];

    public bool CprMasked { get; private set; }

    public string? Text(string? text, int max, string field)
    {
        var clean = PlainText.Clean(text, max, out var fault);
        if (fault != TextFault.None)
        {
            faults.Add(new(field, fault.ToString()));
            return null;
        }

        if (string.IsNullOrEmpty(clean)) return null;
        var masked = CprMask.Mask(clean, out var found);
        CprMasked |= found;
        return masked;
    }

    public (ExactPlace Place, int? StreetId) Place(PlaceFields? sent, bool required)
    {
        var written = Text(sent?.Written, LineMax, "place.written");
        var detail = Text(sent?.Detail, LineMax, "place.detail");
        var point = Point(sent);
        if (required && written is null && point is null && !faults.Exists(fault => fault.Field is "place.written" or "place.lat")) Fault("place.written", "PlaceMissing");
        var address = Address.Read(written ?? "", settings.StreetNames);
        var streetId = address.StreetId ?? (point is { } p ? NearestStreet(p) : null);
        // A known number is a point too, as exact as the table: then the list of children's places speaks.
        if (point is null && address is { StreetId: { } id, HouseNumber: { } number } && settings.Street(id) is { } street && street.NumberPoint(number) is { } known)
            return (new(written, number, detail, known.Lat, known.Lon, ExactPlace.ExactEnough), id);
        return (new(written, address.HouseNumber, detail, point?.Lat, point?.Lon, point is null ? null : sent!.Accuracy), streetId);
    }

    public PhoneNumber? Phone(string? text, IReadOnlyList<string> countries)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (PhoneNumber.TryParse(text, out var number) && number.IsIn(countries)) return number;
        Fault("phone", number is null ? "PhoneInvalid" : "PhoneCountry");
        return null;
    }

    public string? Email(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (EmailAddress.TryParse(text, out var address)) return address.Value;
        Fault("email", "EmailInvalid");
        return null;
    }

    public void Category(CategoryCode code, bool required)
    {
        Known(code, "category", required);
        // A forum need not have every category.
        if (Enum.IsDefined(code) && code != CategoryCode.Unsorted && !settings.Categories.Any(category => category.Code == code)) Fault("category", "ValueUnknown");
    }

    public T Known<T>(T value, string field, bool required = false)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) Fault(field, "ValueUnknown");
        else if (required && Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0) Fault(field, "AnswerMissing");
        return value;
    }

    public void Fault(string field, string code) => faults.Add(new(field, code));

    public void ThrowIfFaulty()
    {
        if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
    }

    private GeoPoint? Point(PlaceFields? sent)
    {
        if (sent?.Lat is null && sent?.Lon is null) return null;
        if (sent is { Lat: { } lat, Lon: { } lon } && new GeoPoint(lat, lon) is { IsValid: true } point && sent.Accuracy is null or (>= 0 and < 100_000)) return point;
        Fault("place.lat", "PointInvalid");
        return null;
    }

    private int? NearestStreet(GeoPoint point)
    {
        var nearest = settings.Streets.Select(street => (street.Id, Metres: point.MetresTo(street.Points))).OrderBy(street => street.Metres).FirstOrDefault();
        return nearest.Id != 0 && nearest.Metres <= 150 ? nearest.Id : null;
    }
}

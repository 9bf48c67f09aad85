using System.Globalization;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Frame;

/// <summary>Where to report a weakness of the program: <c>/.well-known/security.txt</c> (RFC 9116), from the setting <c>Security:Contact</c>; without it nobody is named.</summary>
internal static class SecurityContact
{
    private const string Address = "/.well-known/security.txt";
    private const int DaysValid = 180;

    public static void MapSecurityContact(this IEndpointRouteBuilder app) => app.MapGet(Address, (IConfiguration configuration, TimeProvider time) =>
    {
        if (configuration["Security:Contact"] is not { Length: > 0 } contact) return Results.NotFound();
        var until = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(DaysValid).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var canonical = configuration["PublicUrl"] is { Length: > 0 } own ? $"Canonical: {own.TrimEnd('/')}{Address}\n" : "";
        return Results.Text($"Contact: {contact}\nExpires: {until}\nPreferred-Languages: da, en\n{canonical}", "text/plain; charset=utf-8");
    }).NeedsPolicy(Policies.SeePublic);
}

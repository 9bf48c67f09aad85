using System.Text.Json.Serialization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Frame;

/// <summary>
/// What a phone needs to know to keep a forum on its home screen. It names the forum and nobody, so it is the same for everybody. An iPhone shows news only
/// from there.
/// </summary>
internal static class WebManifest
{
    // As in the style sheet.
    private const string Petrol = "#0b5563", Paper = "#ffffff";

    private static readonly ManifestIcon[] Icons = [.. new[] { 192, 512 }.SelectMany(size => new[] { "any", "maskable" }.Select(purpose => new ManifestIcon($"/dist/app-{size}.png", $"{size}x{size}", "image/png", purpose)))];

    /// <summary>Where the manifest of a forum lies.</summary>
    public static string Address(string slug) => $"/{slug}/manifest.webmanifest";

    public static void MapWebManifest(this IEndpointRouteBuilder app) => app.MapGet(Address("{Slug}"), (HttpContext context, IStringLocalizer<FrameText> words) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        var (forum, home) = (context.Page().Settings.Forum, context.Frame().Home);
        // Signing in and the cases behind a link are not under the forum's address.
        return Results.Json(new Manifest($"{words["Brand"]} {forum.Name}", forum.Name, home, home, Scope: "/", Display: "standalone", Lang: "da", Petrol, Paper, Icons), contentType: "application/manifest+json");
    }).NeedsPolicy(Policies.SeePublic);

    private sealed record Manifest(
        string Name, [property: JsonPropertyName("short_name")] string ShortName, string Id, [property: JsonPropertyName("start_url")] string StartUrl, string Scope, string Display, string Lang,
        [property: JsonPropertyName("theme_color")] string ThemeColor, [property: JsonPropertyName("background_color")] string BackgroundColor, ManifestIcon[] Icons);

    private sealed record ManifestIcon(string Src, string Sizes, string Type, string Purpose);
}

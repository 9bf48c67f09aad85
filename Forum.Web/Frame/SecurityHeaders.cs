using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Frame;

/// <summary>The headers that go out with every answer: pages, files, errors and the hub alike.</summary>
internal static class SecurityHeaders
{
    private const string Permissions =
        "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // The address that was asked for: an error page is run under another.
        var asked = context.Request.Path;
        context.Response.OnStarting(() =>
        {
            Write(context, asked);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Write(HttpContext context, PathString asked)
    {
        var headers = context.Response.Headers;
        // A page with rules of its own (the API reference) has set them by now.
        headers.TryAdd("Content-Security-Policy", Policy(context.Frame()));
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Permissions-Policy", Permissions);
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (asked.StartsWithSegments("/s") || asked.StartsWithSegments("/i") || asked.Value?.Contains("/sendt/", StringComparison.Ordinal) is true)
        {
            // The address is the key to a case, an invitation, or what was sent on: it goes to nobody, is kept by no cache and found by no search.
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-store";
            headers["X-Robots-Tag"] = "noindex, nofollow";
        }
        else
        {
            headers.TryAdd("Referrer-Policy", "same-origin");
        }

        // What was read for one reader is kept nowhere.
        if (headers.CacheControl.Count == 0 && (context.User.Identity?.IsAuthenticated is true || context.GetEndpoint()?.Metadata.GetMetadata<Policy>() is { Anyone: false }))
            headers.CacheControl = "private, no-store";
        // The framework's own words for a form that no page knows.
        if (context.Response.ContentType is "text/plain") context.Response.ContentType = "text/plain; charset=utf-8";

        // The preload and the style sheet must name one address, so fonts have no fingerprint; they hardly ever change.
        if (asked.StartsWithSegments("/dist/fonts") && context.Response.StatusCode == StatusCodes.Status200OK)
            headers.CacheControl = "public, max-age=604800";
    }

    private static string Policy(ForumFrame frame)
    {
        var tiles = frame.TileUrl is { } url && Uri.TryCreate(url.Replace("{s}.", "", StringComparison.Ordinal), UriKind.Absolute, out var address)
            ? $" {address.GetLeftPart(UriPartial.Authority)}"
            : "";
        return "default-src 'none'; script-src 'self'; style-src 'self'; "
            + $"img-src 'self' data:{tiles}; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
    }
}

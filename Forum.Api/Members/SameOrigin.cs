using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// What stands before the interface and the live connections: requests that change something, and every live connection, must come from the
/// forum's own pages, or from a program without cookies; bodies are JSON in UTF-8 and small. A form that another site's page sends is refused.
/// </summary>
internal static class SameOrigin
{
    private const long MostJsonBytes = 64 * 1024;

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var live = context.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal);
        if (live || RefusalAnswers.IsInterface(context))
        {
            var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method);
            if ((live || changes) && !IsOwn(context))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            if (!live && changes && !BodyIsRight(context)) return;
        }
        else if (IsFromElsewhere(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    // Forms carry a token; this is the second lock. A page whose address is a key says "null", and its answer to a refusal is no request of its own.
    private static bool IsFromElsewhere(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && context.Features.Get<IStatusCodeReExecuteFeature>() is null
        && (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" || (context.Request.Headers.Origin.ToString() is not ("" or "null") && !IsOwn(context)));

    private static bool IsOwn(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        // A browser always says where a changing request comes from; a program that sends no cookie has nothing to abuse.
        if (origin.Length == 0) return !context.Request.Headers.ContainsKey(HeaderNames.Cookie);
        var own = context.RequestServices.GetRequiredService<IConfiguration>()["PublicUrl"] is { Length: > 0 } configured
            ? new Uri(configured).GetLeftPart(UriPartial.Authority)
            : $"{context.Request.Scheme}://{context.Request.Host}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase);
    }

    private static bool BodyIsRight(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesPicture>() is not null) return true;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostJsonBytes;
        if (context.Request.ContentLength is 0 or null && context.Request.ContentType is null) return true;
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType == "application/json"
            && (!type.Charset.HasValue || type.Charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            if (context.Request.ContentLength is not > MostJsonBytes) return true;
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return false;
    }
}

/// <summary>Marks the endpoint whose body is a picture instead of JSON.</summary>
internal sealed class TakesPicture;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>A picture that waits for its report: the sealed name that the form carries.</summary>
internal sealed record UploadedPicture(string Id);

/// <summary>What goes beside the pages of a report: pictures that travel before it.</summary>
internal static class ReportForms
{
    internal static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() },
    };

    public static void MapReportForms(this IEndpointRouteBuilder app)
    {
        app.MapPost("/{slug}/meld/billede", Upload).WithMetadata(new RequestSizeLimitAttribute(AddPicture.MostBytes + 64 * 1024)).NeedsPolicy(Policies.Report);
        app.MapGet("/{slug}/meld/billede/{name}", Show).NeedsPolicy(Policies.Report);
    }

    private static async Task<IResult> Upload(HttpContext context, IFormFile picture, AddPicture add, ReportSeals seals, CancellationToken cancellation)
    {
        var page = context.Page();
        try
        {
            await using var content = picture.OpenReadStream();
            return Results.Json(new UploadedPicture(seals.Of(page.Settings.Forum.Id, await add.Run(page.Actor, content, cancellation))), statusCode: StatusCodes.Status201Created);
        }
        catch (Refused refused)
        {
            return Results.Json(new { code = refused.Faults is [var fault, ..] ? fault.Code : refused.Code.ToString() }, statusCode: RefusalAnswers.StatusOf(refused.Code));
        }
    }

    // Only the one who uploaded it has its sealed name.
    private static async Task<IResult> Show(HttpContext context, string name, ReadPicture read, ReportSeals seals, CancellationToken cancellation)
    {
        var page = context.Page();
        var id = seals.Picture(page.Settings.Forum.Id, name) ?? throw new Refused(RefusalCode.NotFound);
        var headers = context.Response.Headers;
        (headers.CacheControl, headers.ContentSecurityPolicy, headers["Cross-Origin-Resource-Policy"]) = ("private, no-store", "sandbox; default-src 'none'", "same-origin");
        return Results.Stream(await read.Draft(page.Actor, id, cancellation), "image/jpeg");
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Pages.Board;
using Tryghedsforum.Web.Pages.Reports;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Privacy;

/// <summary>A file in the archive's download.</summary>
/// <param name="Name">Its name, with slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its sum, in hexadecimal digits.</param>
internal sealed record ArchiveFile(string Name, long Bytes, string Sha256);

/// <summary>What the download says of itself.</summary>
/// <param name="Forum">The forum's address.</param>
/// <param name="Export">What it is confirmed by.</param>
/// <param name="At">When it was taken out.</param>
/// <param name="Cases">How many cases.</param>
/// <param name="MissingPictures">Pictures that had no file any more.</param>
/// <param name="Files">Every other file of the download.</param>
internal sealed record ArchiveManifest(string Forum, Guid Export, DateTimeOffset At, int Cases, IReadOnlyList<Guid> MissingPictures, IReadOnlyList<ArchiveFile> Files);

/// <summary>
/// Writes cases for the archive as one ZIP, straight to the reader: nothing of it is put down on the way. Each case is read as the coordinator may read it, which
/// is without contact details.
/// </summary>
internal sealed class ArchiveZip(ReadCase read, ReadPicture pictures, CaseWords words, CaseStory story, ForumClock clock, IStringLocalizer<ErasureText> texts, IStringLocalizer<WorkText> work)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task Write(Stream to, Actor actor, ForumSettings settings, ExportedCases export, CancellationToken cancellation)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        var (files, missing, list) = (new List<ArchiveFile>(), new List<Guid>(), new StringBuilder());
        list.Append(CsvLine(["Number", "Received", "What", "Place", "Status", "Pictures"]));
        foreach (var number in export.Numbers)
        {
            var view = await read.Run(actor, number, cancellation);
            files.Add(await Put(zip, $"{number}/sag.json", JsonSerializer.SerializeToUtf8Bytes(view, ReportForms.Readable), cancellation));
            var names = new List<string>();
            foreach (var id in view.Pictures)
            {
                if (await Picture(actor, id, cancellation) is not { } picture)
                {
                    missing.Add(id);
                    continue;
                }

                await using (picture) files.Add(await Put(zip, $"{number}/billede-{names.Count + 1}.jpg", picture, cancellation));
                names.Add($"billede-{names.Count + 1}.jpg");
            }

            files.Add(await Put(zip, $"{number}/sag.html", Encoding.UTF8.GetBytes(Page(view, names, settings.Forum.Zone)), cancellation));
            list.Append(CsvLine([number, view.ReceivedAt.ToString("O", CultureInfo.InvariantCulture), What(view), Place(view), view.Status.ToString(), names.Count.ToString(CultureInfo.InvariantCulture)]));
        }

        // With a mark in front, or a spreadsheet takes its letters for others.
        files.Add(await Put(zip, "sager.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(list.ToString())], cancellation));
        await Put(zip, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(new ArchiveManifest(settings.Forum.Slug, export.Id, export.At, export.Numbers.Count, missing, files), ReportForms.Readable), cancellation);
    }

    /// <summary>One line; a cell that a spreadsheet would take for a formula is made a text.</summary>
    internal static string CsvLine(IEnumerable<string> cells) => string.Join(';', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text) => $"\"{(text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<Stream?> Picture(Actor actor, Guid id, CancellationToken cancellation)
    {
        try
        {
            return await pictures.Run(actor, id, thumbnail: false, cancellation);
        }
        catch (Refused refused) when (refused.Code == RefusalCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<ArchiveFile> Put(ZipArchive zip, string name, byte[] content, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await Put(zip, name, stream, cancellation);
    }

    private static async Task<ArchiveFile> Put(ZipArchive zip, string name, Stream content, CancellationToken cancellation)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        var (buffer, bytes) = (new byte[81920], 0L);
        for (int count; (count = await content.ReadAsync(buffer, cancellation)) > 0; bytes += count)
        {
            sum.AppendData(buffer, 0, count);
            await entry.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        return new(name, bytes, Convert.ToHexStringLower(sum.GetHashAndReset()));
    }

    private string What(CaseView view) => words.What(view.Category, view.Amount, view.Find);

    private string Place(CaseView view) => words.Place(view.Place, view.Detail);

    // A page that needs nothing but itself, and that any program can show in thirty years.
    private string Page(CaseView view, List<string> pictureNames, TimeZoneInfo zone)
    {
        var page = new StringBuilder($"<!doctype html>\n<html lang=\"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}\">\n<meta charset=\"utf-8\">\n<title>{Html.Encode(view.Number)}</title>\n<h1>{Html.Encode(view.Number)}</h1>\n<dl>\n");
        foreach (var (name, value) in new[]
        {
            ("File_What", What(view)), ("File_Place", Place(view)), ("File_Ground", work[$"Ground_{view.Ground}"].Value), ("File_Received", Time(view.ReceivedAt, zone)),
            ("File_Resolved", view.ResolvedAt is { } at ? Time(at, zone) : null), ("File_Receiver", view.Receiver), ("File_Words", view.Words),
        }.Where(line => !string.IsNullOrEmpty(line.Item2))) page.Append(CultureInfo.InvariantCulture, $"<dt>{Html.Encode(texts[name])}</dt><dd>{Html.Encode(value!)}</dd>\n");
        page.Append(CultureInfo.InvariantCulture, $"</dl>\n<h2>{Html.Encode(texts["File_Story"])}</h2>\n<ol>\n");
        foreach (var step in story.Of(view, zone).Reverse())
            page.Append(CultureInfo.InvariantCulture, $"<li>{Html.Encode(step.At is { } when ? Time(when, zone) : "")}: {Html.Encode(string.Join(". ", new[] { step.Heading, step.Note, step.Quote is null ? null : $"”{step.Quote}”" }.Where(part => part is not null)))}</li>\n");
        page.Append("</ol>\n");
        foreach (var name in pictureNames) page.Append(CultureInfo.InvariantCulture, $"<p><img src=\"{name}\" alt=\"{Html.Encode(texts["File_Picture"])}\"></p>\n");
        return page.Append("</html>\n").ToString();
    }

    private string Time(DateTimeOffset at, TimeZoneInfo zone) => $"{clock.Date(at, zone)} {clock.Time(at, zone)}";
}

using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Tryghedsforum.Web.Papers;

/// <summary>IBM Plex Sans for paper, in the faces that the pages use; the build puts the files beside those of the pages.</summary>
internal sealed class PaperFonts : IFontResolver
{
    private static readonly Lock Once = new();
    private readonly Dictionary<string, byte[]> faces = [];

    private PaperFonts(IWebHostEnvironment site)
    {
        foreach (var face in new[] { "Regular", "SemiBold" })
        {
            using var file = site.WebRootFileProvider.GetFileInfo($"dist/fonts/IBMPlexSans-{face}.ttf").CreateReadStream();
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            faces[face] = bytes.ToArray();
        }
    }

    /// <summary>Reads the faces before the first paper is made: a start, or a command that serves no pages, needs none.</summary>
    public static void Use(IWebHostEnvironment site)
    {
        // The library knows one resolver for the whole program; every host in a process would give it the same faces.
        lock (Once) GlobalFontSettings.FontResolver ??= new PaperFonts(site);
    }

    public static XFont Of(double size, bool bold) => new("IBM Plex Sans", size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? "SemiBold" : "Regular");

    public byte[] GetFont(string faceName) => faces[faceName];
}

namespace Tryghedsforum.Api.Pictures;
public enum PictureFault { NotAPicture }
internal sealed class PictureRefused(PictureFault fault) : Exception { public PictureFault Fault => fault; }
internal sealed record CleanPicture(byte[] Jpeg, byte[] Thumbnail, int Width, int Height);
internal static class PictureCleaner { public static Task<CleanPicture> CleanAsync(Stream s, CancellationToken c) { _ = s; _ = c; throw new PictureRefused(PictureFault.NotAPicture); } }
